import { Responder } from "./responder";
import { the, upOf } from "./testing";

it("answers, and leaves the mail in the mailbox", async () => {
  const resources = await upOf(
    () =>
      new Responder("les-amis-contact", {
        account: "contact",
        domain: "les-amis.example",
        message: "Away",
        to: "2026-08-31T23:59:59+02:00",
      }),
  );
  expect(the(resources, "ovhmail:index:Responder").inputs).toEqual({
    domain: "les-amis.example",
    account: "contact",
    content: "Away",
    copy: true,
    to: "2026-08-31T23:59:59+02:00",
  });
});

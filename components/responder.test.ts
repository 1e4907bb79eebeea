import { Responder } from "./responder";
import { labelsOf, previewOf, the, upOf } from "./testing";

const make = () =>
  new Responder("les-amis-contact", {
    account: "contact",
    domain: "les-amis.example",
    message: "Away",
    to: "2026-08-31T23:59:59+02:00",
  });

it("answers, and leaves the mail in the mailbox", async () => {
  const resources = await upOf(make);
  expect(the(resources, "ovhmail:index:Responder").inputs).toEqual({
    domain: "les-amis.example",
    account: "contact",
    content: "Away",
    copy: true,
    to: "2026-08-31T23:59:59+02:00",
  });
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});

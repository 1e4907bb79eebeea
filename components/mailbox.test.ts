import { Mailbox } from "./mailbox";
import { the, upOf } from "./testing";

const args = {
  account: "contact",
  domain: "les-amis.example",
  description: "Les Amis",
  disposable: false,
};

it("is protected and has a random password that OVH takes", async () => {
  const resources = await upOf(() => new Mailbox("les-amis-contact", args));
  const account = the(
    resources,
    "ovh:index/emailDomainAccount:EmailDomainAccount",
  );
  expect(account.protect).toBe(true);
  expect(account.inputs).toMatchObject({
    accountName: "contact",
    size: 5_000_000_000,
    password: "[secret]",
  });
  const { length } = the(
    resources,
    "random:index/randomPassword:RandomPassword",
  ).inputs;
  expect(length).toBeGreaterThanOrEqual(9);
  expect(length).toBeLessThanOrEqual(30);
});

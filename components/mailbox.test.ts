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
  const account = the(resources, "ovhmail:index:Mailbox");
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

it("makes a new password for a higher version, and keeps the first one as it was", async () => {
  const keepersOf = async (passwordVersion?: number) => {
    const resources = await upOf(
      () => new Mailbox("les-amis-contact", { ...args, passwordVersion }),
    );
    return the(resources, "random:index/randomPassword:RandomPassword").inputs
      .keepers;
  };
  expect(await keepersOf()).toBeUndefined();
  expect(await keepersOf(1)).toBeUndefined();
  expect(await keepersOf(2)).toEqual({ version: "2" });
});

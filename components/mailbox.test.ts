import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { up } from "../engine/engine";
import { Mailbox } from "./mailbox";
import { echo, stackOf, the, upOf } from "./testing";

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

it("takes over a mailbox that OVH's own plugin made, untouched", async () => {
  class OldMailbox extends pulumi.ComponentResource {
    constructor(name: string) {
      super("epicerie:components:Mailbox", name);
      const password = new random.RandomPassword(
        name,
        { length: 20, special: false },
        { parent: this },
      );
      new ovh.EmailDomainAccount(
        name,
        {
          accountName: args.account,
          domain: args.domain,
          description: args.description,
          size: 5_000_000_000,
          password: password.result,
        },
        { parent: this, protect: true },
      );
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "epicerie-mailbox-"));
  const options = (make: () => unknown) => ({
    ...stackOf(folder, make),
    providers: echo,
  });
  const name = "les-amis-contact";
  const before = await up(options(() => new OldMailbox(name)));
  expect(before.changes).toEqual({ create: 4 });
  const after = await up(options(() => new Mailbox(name, args)));
  expect(after.diagnostics).toEqual([]);
  expect(after.changes).toEqual({ same: 4 });
  rmSync(folder, { recursive: true });
});

import { Mailbox } from "./mailbox";
import { OutgoingMail } from "./outgoing-mail";
import { previewOf, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

function make(): OutgoingMail {
  const domain = "les-amis.example";
  return new OutgoingMail("les-amis", {
    displayName: "Les Amis",
    domain,
    server,
    mailbox: new Mailbox("les-amis-contact", {
      account: "contact",
      domain,
      description: "Les Amis",
      disposable: false,
    }),
    submission: { host: "smtp.mail.ovh.net", port: 465 },
    limit: 200,
    minutes: 2,
    contact: "technique@soltic.example",
  });
}

it("has a login and a way out of its own, which no command line shows", async () => {
  const { create, stdin } = the(await upOf(make), "command:remote:Command")
    .inputs as { create: string; stdin: string };
  expect(create).not.toContain("contact@les-amis.example");
  // A password is a secret, and makes all that travels with it one.
  expect(stdin).toBe("[secret]");
});

it("registers the same resources in a preview and in an up", async () => {
  const names = ({ type, name }: { type: string; name: string }): string =>
    `${type} ${name}`;
  expect((await previewOf(make)).map(names)).toEqual(
    (await upOf(make)).map(names),
  );
});

it("tells an app the relay's address, its login and its sender", async () => {
  const made: OutgoingMail[] = [];
  await upOf(() => made.push(make()));
  expect(made[0]?.account).toMatchObject({
    host: "169.254.25.25",
    port: 587,
    user: "les-amis",
    from: "contact@les-amis.example",
  });
});

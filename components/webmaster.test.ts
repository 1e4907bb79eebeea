import { previewOf, the, upOf } from "./testing";
import { Webmaster } from "./webmaster";

const make = (): Webmaster =>
  new Webmaster("les-amis-marie", {
    server: {
      host: "203.0.113.10",
      user: "debian",
      privateKey: "KEY",
      hostKey: "ssh-ed25519 AAAA",
    },
    account: "les-amis_marie",
    folder: "/srv/les-amis/wordpress",
    owner: 33,
    keys: ["ssh-ed25519 AAAA marie@portable", "ssh-ed25519 BBBB marie@bureau"],
  });

it("is an account with keys, shut into one app's folder, and goes with its declaration", async () => {
  const { create, stdin, ...rest } = the(
    await upOf(make),
    "command:remote:Command",
  ).inputs as Record<string, string>;
  expect(stdin).toBe(
    "ACCOUNT='les-amis_marie'\nOWNER='33'\nFOLDER='/srv/les-amis/wordpress'\nKEYS='ssh-ed25519 AAAA marie@portable\nssh-ed25519 BBBB marie@bureau'\n",
  );
  expect(create).toContain("useradd --non-unique");
  expect(rest.delete).toContain("userdel --force");
  // It would delete the folder of the app with the account.
  expect(`${create}${rest.delete}`).not.toMatch(/userdel[^\n]*(--remove|-r)\b/);
});

it("registers the same resources in a preview and in an up", async () => {
  const names = ({ type, name }: { type: string; name: string }): string =>
    `${type} ${name}`;
  expect((await previewOf(make)).map(names)).toEqual(
    (await upOf(make)).map(names),
  );
});

import { SftpServer } from "./sftp-server";
import { labelsOf, previewOf, the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

const make = () => new SftpServer("commun-1-sftp", { server, port: 2222 });

it("knows keys and files only: no password, shell, terminal or forwarding", async () => {
  const resources = await upOf(make);
  const { create, stdin } = the(resources, "command:remote:Command")
    .inputs as Record<string, string>;
  expect(stdin).toBe("PORT='2222'\n");
  for (const line of [
    "AllowGroups epicerie-sftp",
    "AuthenticationMethods publickey",
    "ChrootDirectory /etc/epicerie/sftp/roots/%u",
    "ForceCommand internal-sftp",
    "DisableForwarding yes",
    "PermitTTY no",
  ])
    expect(create).toContain(`\n${line}`);
});

it("registers the same resources in a preview and in an up", async () => {
  expect(labelsOf(await previewOf(make))).toEqual(labelsOf(await upOf(make)));
});

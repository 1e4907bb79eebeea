import { SftpServer } from "./sftp-server";
import { the, upOf } from "./testing";

const server = {
  host: "203.0.113.10",
  user: "debian",
  privateKey: "KEY",
  hostKey: "ssh-ed25519 AAAA",
};

it("knows keys and files only: no password, shell, terminal or forwarding", async () => {
  const resources = await upOf(
    () => new SftpServer("commun-1-sftp", { server, port: 2222 }),
  );
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

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, type Run, type Ssh } from "./world";

const folder = mkdtempSync(join(tmpdir(), "epicerie-marie-"));
const key = join(folder, "key");
execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);

/** The public key of a webmaster, made for this run. */
export const MARIE_KEY = readFileSync(`${key}.pub`, "utf8").trim();

/** A webmaster's way to the files of one app, and the ways that are closed. */
export function webmasters(server: () => Ssh): void {
  /** Marie's client: nothing but her key, and the server's own host key whatever the port. */
  function client(port: number): string[] {
    const [address = ""] = server().target.split("@").slice(1);
    const known = /UserKnownHostsFile=(\S+)/.exec(server().options.join(" "));
    const hostKey = readFileSync(known?.[1] ?? "", "utf8")
      .split(" ")
      .slice(1);
    const hosts = join(folder, "known_hosts");
    writeFileSync(hosts, `* ${hostKey.join(" ")}`);
    const options = [
      "BatchMode=yes",
      "IdentitiesOnly=yes",
      `UserKnownHostsFile=${hosts}`,
      "LogLevel=ERROR",
      `Port=${String(port)}`,
      `HostName=${address}`,
    ];
    return ["-i", key, ...options.flatMap((option) => ["-o", option])];
  }
  const LOGIN = "la-gazette_marie@la-gazette";
  const sftp = (commands: readonly string[]): Promise<Run> =>
    run("sftp", ["-b", "-", ...client(2222), LOGIN], {}, commands.join("\n"));

  describe("a webmaster", () => {
    it("sees the folder of the app, and nothing else of the server", async () => {
      const { code, text } = await sftp(["ls -1 /", "-ls /etc"]);
      expect(code).toBe(0);
      expect(text).toMatch(/^\/cache$/m);
      expect(text).toMatch(/^\/files$/m);
      expect(text).toContain('"/etc" not found');
    });

    it("changes its files, which stay the app's", async () => {
      const local = join(folder, "page.html");
      writeFileSync(local, "<p>Bonjour</p>");
      expect((await sftp([`put ${local} /files/page.html`])).code).toBe(0);
      const file = "/srv/la-gazette/gazette/files/page.html";
      expect(await server().text(`sudo stat -c '%u %a' ${file}`)).toBe(
        "33 644",
      );
      expect(await server().text(`sudo cat ${file}`)).toBe("<p>Bonjour</p>");
    });

    it("is led out by no link", async () => {
      const { text } = await sftp([
        "symlink /etc/passwd /files/way-out",
        `-get /files/way-out ${join(folder, "got")}`,
        "rm /files/way-out",
      ]);
      expect(text).toMatch(/not found|No such file/i);
    });

    it("has neither a shell nor a way through the server", async () => {
      const shell = await run("ssh", [...client(2222), LOGIN, "id"]);
      expect(shell.code).not.toBe(0);
      expect(shell.text).toContain("sftp connections only");
      const through = [...client(2222), "-W", "127.0.0.1:22", LOGIN];
      const tunnel = await run("ssh", through);
      expect(tunnel.code).not.toBe(0);
      expect(tunnel.text).toMatch(/forwarding failed|prohibited/);
    });

    it("does not come in by the host's own door", async () => {
      const { code, text } = await run("ssh", [...client(22), LOGIN, "id"]);
      expect(code).toBe(255);
      expect(text).toContain("Permission denied");
    });
  });
}

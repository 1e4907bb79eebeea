import { readFileSync } from "node:fs";
import { join } from "node:path";
import { MINUTE, platform, amis, ssh, watch } from "./online";
import { home, printed } from "./world";

export function secretsStaySecret(): void {
  describe("secrets", () => {
    it(
      "show in no output, no process list and no plain state",
      async () => {
        const database = await ssh.text(
          "docker exec $(docker ps -q -f name=les-amis-wordpress) cat /run/secrets/database-password",
        );
        const keyLine = platform.sshPrivateKey.split("\n")[2] ?? "";
        const admins = Object.values(amis.admins).map(
          ({ password }) => password,
        );
        const secrets = [
          database,
          keyLine,
          amis.bucketCredential.secretAccessKey,
          ...Object.values(amis.mailboxes),
          ...admins,
        ];
        const places = {
          printed: printed.join("\n"),
          processes: watch.stop(),
          state: states(),
          journal: await ssh.text("sudo journalctl --no-pager"),
        };
        for (const [place, text] of Object.entries(places)) {
          expect(text.length).toBeGreaterThan(1000);
          for (const secret of secrets) {
            expect(secret.length).toBeGreaterThan(8);
            expect([place, text.includes(secret)]).toEqual([place, false]);
          }
        }
      },
      MINUTE,
    );

    function states(): string {
      const folder = join(home, "state", ".pulumi", "stacks", "epicerie");
      return ["prod", "les-amis", "atelier-velo"]
        .map((stack) => readFileSync(join(folder, `${stack}.json`), "utf8"))
        .join("\n");
    }
  });
}

import { spawn } from "node:child_process";
import { join } from "node:path";
import { STACK, status } from "./failures.part";
import { MINUTE, ssh } from "./online";
import { epicerie, eventually, home, root, settings } from "./world";

export function departures(): void {
  describe("a stack that goes", () => {
    it(
      "is refused while it holds protected data",
      async () => {
        const { code, text } = await epicerie([
          "destroy",
          "les-amis",
          "--yes",
          ...settings,
        ]);
        expect([code > 0, text]).toEqual([
          true,
          expect.stringMatching(/protég/i),
        ]);
        expect(await status("les-amis")).toBe(200);
      },
      2 * MINUTE,
    );

    it(
      "leaves every other association as it was",
      async () => {
        const { code, text } = await epicerie([
          "destroy",
          STACK,
          "--yes",
          STACK,
          ...settings,
        ]);
        expect([code, text]).toEqual([0, expect.anything()]);
        const services = await ssh.text(
          "docker service ls --format '{{.Name}}'",
        );
        expect(services.split("\n")).toEqual(
          ["dokuwiki", "kanboard", "php-site", "roundcube", "wordpress"].map(
            (app) => `les-amis-${app}`,
          ),
        );
        expect((await ssh.run("test -e /srv/atelier-velo")).code).not.toBe(0);
        expect(await status("les-amis")).toBe(200);
        const after = await epicerie([
          "preview",
          "les-amis",
          "--json",
          ...settings,
        ]);
        const { changes } = JSON.parse(after.text) as {
          changes: Record<string, number>;
        };
        expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
      },
      5 * MINUTE,
    );

    it(
      "comes back although the command that brings it is killed while it makes a service",
      async () => {
        const service = "atelier-velo-wordpress";
        const command = [
          join(root, "bin/epicerie.js"),
          "up",
          STACK,
          ...settings,
        ];
        const first = spawn(process.execPath, command, {
          env: { ...process.env, EPICERIE_HOME: home },
          stdio: "ignore",
        });
        await eventually("the service is being made", 120, async () => {
          const names = "docker service ls --format '{{.Name}}'";
          return (await ssh.text(names)).includes(service);
        });
        first.kill("SIGKILL");
        const { code, text } = await epicerie(["up", STACK, ...settings]);
        expect([code, text]).toEqual([
          0,
          expect.stringMatching(/Reste d'une commande coupée.*wordpress/),
        ]);
        await eventually(
          "the site answers",
          90,
          async () => (await status(STACK)) === 200,
        );
      },
      6 * MINUTE,
    );
  });
}

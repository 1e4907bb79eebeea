import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileBackend } from "../../engine/backend";
import { type EngineEvent, type Result, up } from "../../engine/engine";
import type { InstalledApp } from "../../infra/model/beneficiary";
import { loadModel } from "../../infra/stack-files";
import { program } from "../../infra/program";
import { Sandbox } from "../../sandbox/sandbox";
import { getPage } from "./clients";
import { MINUTE, platform, server, ssh } from "./online";
import { epicerie, eventually, home, run, settings } from "./world";

export const STACK = "atelier-velo";

/** An `up` of the second association with its app changed, as if somebody had edited the catalog. */
async function upWith(
  change: Partial<InstalledApp>,
  onEvent?: (event: EngineEvent) => void,
): Promise<Result> {
  const sandbox = await Sandbox.open(home, () => undefined);
  const model = loadModel();
  const beneficiaries = model.beneficiaries.map((one) =>
    one.name === STACK
      ? { ...one, apps: one.apps.map((app) => ({ ...app, ...change })) }
      : one,
  );
  return up({
    project: "epicerie",
    stack: STACK,
    program: program(STACK, {
      language: "en",
      model: { ...model, beneficiaries },
    }),
    config: {},
    backend: fileBackend(join(home, "state")),
    passphrase: readFileSync(join(home, "passphrase"), "utf8").trim(),
    providers: sandbox.providers(),
    ...(onEvent ? { onEvent } : {}),
  });
}

function definition(): InstalledApp["definition"] {
  const app = loadModel().beneficiaries.find(({ name }) => name === STACK)
    ?.apps[0];
  if (!app) throw new Error(`${STACK} has no app`);
  return app.definition;
}

export const status = async (name: string): Promise<number> =>
  (await getPage(server, `www.${name}.example`)).status;

async function expectHealed(): Promise<void> {
  const healed = await epicerie(["up", STACK, "--yes", ...settings]);
  expect([healed.code, healed.text]).toEqual([0, expect.anything()]);
  const after = await epicerie(["preview", STACK, "--json", ...settings]);
  const { changes } = JSON.parse(after.text) as {
    changes: Record<string, number>;
  };
  expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  await eventually(
    "the site answers",
    90,
    async () => (await status(STACK)) === 200,
  );
}

function messages({ diagnostics }: Result): string {
  return diagnostics.map(({ message }) => message).join("\n");
}

export function failures(): void {
  describe("when something goes wrong", () => {
    it(
      "says that an image does not exist; the old version stays, and the next run heals",
      async () => {
        const result = await upWith({
          definition: { ...definition(), image: "wordpress:0.0.0-nowhere" },
        });
        expect(result.ok).toBe(false);
        expect(messages(result)).toMatch(
          /atelier-velo-wordpress[^]*wordpress:0\.0\.0-nowhere/,
        );
        expect(await status(STACK)).toBe(200);
        await expectHealed();
      },
      10 * MINUTE,
    );

    it(
      "goes back when a service never gets healthy, and says so",
      async () => {
        const health = { path: "/no-such-page.txt", startSeconds: 5 };
        const result = await upWith({
          definition: { ...definition(), health },
        });
        expect(result.ok).toBe(false);
        expect(messages(result)).toMatch(/atelier-velo-wordpress[^]*health/i);
        expect(await status(STACK)).toBe(200);
        await expectHealed();
      },
      10 * MINUTE,
    );

    it(
      "survives a server killed in the middle of an up",
      async () => {
        const sandbox = await Sandbox.open(home, () => undefined);
        const id = platform.servers["commun-1"]?.id ?? "";
        const all = await sandbox.context.docker.listContainers();
        const container = all.find(({ Names }) =>
          Names.some((name) => name.includes(id.slice(0, 8))),
        );
        let killed: Promise<unknown> | undefined;
        const result = await upWith(
          { memory: 300 as InstalledApp["memory"] },
          (event) => {
            const ours =
              event.kind === "step-start" &&
              event.type === "docker:index/service:Service";
            if (ours)
              killed ??= sandbox.context.docker
                .getContainer(container?.Id ?? "")
                .kill();
          },
        );
        expect(killed).toBeDefined();
        await killed;
        expect(result.ok).toBe(false);
        await expectHealed();
        await eventually(
          "the other association is back",
          120,
          async () => (await status("les-amis")) === 200,
        );
      },
      10 * MINUTE,
    );

    it(
      "names the site whose app is away, for as long as it is",
      async () => {
        const scale = `docker service scale --detach=false ${STACK}-wordpress`;
        try {
          await ssh.text(`${scale}=0`);
          const away = await epicerie(["verify", STACK]);
          expect([away.code, away.text]).toEqual([
            2,
            expect.stringContaining(
              `https://www.${STACK}.example : le serveur répond, mais pas l'application`,
            ),
          ]);
          expect(await status(STACK)).toBe(502);
        } finally {
          await ssh.text(`${scale}=1`);
        }
        const back = await epicerie(["verify", STACK]);
        expect([back.code, back.text]).toEqual([
          0,
          expect.stringContaining("Tous ses sites répondent."),
        ]);
      },
      5 * MINUTE,
    );

    it(
      "stops only the association whose disk is full",
      async () => {
        await ssh.run(
          "sudo fallocate -l 10G /srv/atelier-velo/wordpress/html/full || sudo dd if=/dev/zero of=/srv/atelier-velo/wordpress/html/full bs=1M",
        );
        expect(
          (
            await ssh.run(
              "sudo dd if=/dev/zero of=/srv/atelier-velo/wordpress/html/more bs=1M count=4",
            )
          ).code,
        ).not.toBe(0);
        expect(
          (
            await ssh.run(
              "sudo sh -c 'dd if=/dev/zero of=/srv/les-amis/wordpress/html/more bs=1M count=4 && rm /srv/les-amis/wordpress/html/more'",
            )
          ).code,
        ).toBe(0);
        expect(await status("les-amis")).toBe(200);
        await ssh.run(
          "sudo rm -f /srv/atelier-velo/wordpress/html/full /srv/atelier-velo/wordpress/html/more",
        );
      },
      2 * MINUTE,
    );

    it(
      "says that this machine's disk is full",
      async () => {
        const full = mkdtempSync(join(tmpdir(), "epicerie-full-"));
        await run("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", full]);
        try {
          await run("dd", [
            "if=/dev/zero",
            `of=${join(full, "ballast")}`,
            "bs=1k",
          ]);
          const { code, text } = await epicerie(["sandbox", "up"], {
            EPICERIE_HOME: full,
          });
          expect(code).toBe(1);
          expect(text).toMatch(/disque .*plein/i);
          expect(text).not.toMatch(/^\s+at /m);
        } finally {
          await run("umount", [full]);
          rmSync(full, { recursive: true, force: true });
        }
      },
      MINUTE,
    );

    it(
      "says what to do where there is no Docker engine and none may be installed",
      async () => {
        const nobody = 65_534;
        // Not in TMPDIR, which may be a folder that only its owner enters.
        const elsewhere = mkdtempSync("/tmp/epicerie-nobody-");
        mkdirSync(join(elsewhere, "home"));
        chownSync(join(elsewhere, "home"), nobody, nobody);
        chownSync(elsewhere, nobody, nobody);
        const env = {
          EPICERIE_HOME: join(elsewhere, "home"),
          DOCKER_HOST: `unix://${elsewhere}/none.sock`,
          HOME: elsewhere,
          TMPDIR: elsewhere,
          SWC_NATIVE_BINDING_CACHE: join(elsewhere, "swc"),
        };
        const command = [process.execPath, "bin/epicerie.js", "sandbox", "up"];
        const { code, text } = await run(
          "setpriv",
          ["--reuid=65534", "--regid=65534", "--clear-groups", ...command],
          env,
        );
        rmSync(elsewhere, { recursive: true, force: true });
        expect([code, text]).toEqual([1, expect.stringMatching(/docker/i)]);
        expect(text).toMatch(/apt-get install|installe/i);
        expect(text).not.toMatch(/^\s+at /m);
      },
      MINUTE,
    );
  });
}

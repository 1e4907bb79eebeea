import { databaseDump } from "../../apps-catalog/backup-plan";
import { catalog } from "../../apps-catalog/catalog";
import type { AppDefinition } from "../../apps-catalog/define-app";
import { quoted } from "../../components/remote-script";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes, megabytes } from "../../infra/model/define";
import type { BeneficiaryInput } from "../../infra/model/input";
import { type Model } from "../../infra/model/model";
import type { Platform } from "../../infra/model/platform";
import type { ProblemList } from "../../infra/model/problems";
import type { OwnSandbox } from "./own-sandbox";
import type { WebClient } from "./web-client";
import { eventually, ProcessWatch, type Ssh } from "./world";

/**
 * An association's own PostgreSQL server, used by a real app: Etherpad, which can have its texts there as well. In the catalog
 * it has them in MySQL, and what needs PostgreSQL there cannot be made from Debian's packages.
 */
const MINUTE = 60_000;
const OWNER = "la-vigne";
const SERVER = `${OWNER}-postgresql`;
const DATABASE = "la_vigne_etherpad";

const { needs, env } = catalog.etherpad;
const onPostgresql: AppDefinition = {
  ...catalog.etherpad,
  needs: {
    ...needs,
    database: "postgresql",
    extensions: catalog.mobilizon.needs.extensions,
  },
  env: (context) => ({ ...env(context), DB_TYPE: "postgres" }),
};

/** Two apps for texts on the PostgreSQL server of their association. */
export function vine(
  platform: Platform | undefined,
  problems: ProblemList,
  passwordVersion = 1,
): Beneficiary[] {
  const pad = { app: "etherpad", memory: megabytes(320) } as const;
  const input: BeneficiaryInput = {
    name: OWNER,
    displayName: OWNER,
    contact: `bureau@${OWNER}.example`,
    domain: `${OWNER}.example`,
    disk: gigabytes(4),
    apps: [
      { ...pad, at: "pad", databasePasswordVersion: passwordVersion },
      { ...pad, at: "autre", name: "autre" },
    ],
    disposable: true,
  };
  const one = resolveBeneficiary(input, OWNER, platform, problems);
  if (!one) return [];
  return [
    {
      ...one,
      databaseServers: [{ kind: "postgresql", memory: megabytes(384) }],
      apps: one.apps.map((app) => ({
        ...app,
        definition: onPostgresql,
        databaseKind: "postgresql",
      })),
    },
  ];
}

/** What it is looked at with; `model` is that of all associations of the sandbox. */
export interface Looking {
  readonly sandbox: OwnSandbox;
  readonly ssh: Ssh;
  readonly web: WebClient;
  readonly model: (passwordVersion?: number) => Model;
}

let sandbox: OwnSandbox;
let ssh: Ssh;
let web: WebClient;
let model: Looking["model"];

const containerOf = (service: string): string =>
  `$(docker ps --quiet --filter label=com.docker.swarm.service.name=${service} --filter health=healthy | head -n 1)`;

const passwordOf = (app: string): Promise<string> =>
  ssh.text(
    `docker exec ${containerOf(`${OWNER}-${app}`)} cat /run/secrets/database-password`,
  );

/** What the administrator is answered inside the container. */
const inServer = (statement: string, database = DATABASE): Promise<string> =>
  ssh.text(
    `docker exec ${containerOf(SERVER)} psql -U postgres -d ${database} -tAc ${quoted([statement])}`,
  );

/** Whether the server lets somebody in who comes from the app's container: "let in", or the code of the refusal. */
async function tryFromApp(
  user: string,
  password: string,
  database: string,
): Promise<string> {
  const login = { host: SERVER, user, password, database };
  const script = `const client = new (require("pg").Client)(JSON.parse(require("fs").readFileSync(0)));
client.connect().then(() => (console.log("let in"), client.end()), ({ code }) => console.log(code))`;
  const command = `docker exec --interactive ${containerOf(`${OWNER}-etherpad`)} node -e ${quoted([script])}`;
  const { text } = await ssh.run(command, JSON.stringify(login));
  return text.trim();
}

const pad = `pad.${OWNER}.example`;

const read = async (): Promise<string> =>
  (await web.ask(pad, "/p/cave/export/txt")).body;

async function write(text: string): Promise<void> {
  const file = { name: "cave.txt", text };
  const { status } = await web.ask(pad, "/p/cave/import", { file });
  expect(status).toBe(200);
}

/** `other`: the service of another association on the same machine. */
export function postgresql(looking: () => Looking, other: string): void {
  describe("an association's own PostgreSQL server", () => {
    beforeAll(async () => {
      ({ sandbox, ssh, web, model } = looking());
      await sandbox.outputsOf(OWNER, model());
    }, 5 * MINUTE);
    it("keeps what its app writes, on the association's disk", async () => {
      await write("Six bouteilles de cidre.");
      expect(await read()).toContain("Six bouteilles de cidre.");
      expect(
        await inServer("SELECT count(*) > 0 FROM store WHERE key = 'pad:cave'"),
      ).toBe("t");
      const folder = `/srv/${OWNER}/postgresql/data`;
      const found = await ssh.text(
        `sudo find ${folder} -name PG_VERSION -path '*/base/1/*'`,
      );
      expect(found).toContain(folder);
    });

    it("has the extensions that the app declares", async () => {
      const names = await inServer("SELECT extname FROM pg_extension");
      for (const name of ["postgis", "pg_trgm", "unaccent"])
        expect(names.split("\n")).toContain(name);
    });

    it("lets an app into its own database only, and its administrator in from inside only", async () => {
      const [own, other] = [
        await passwordOf("etherpad"),
        await passwordOf("autre"),
      ];
      expect(await tryFromApp(DATABASE, own, DATABASE)).toBe("let in");
      expect(await tryFromApp("la_vigne_autre", other, "la_vigne_autre")).toBe(
        "let in",
      );
      // invalid_password, then invalid_authorization_specification.
      expect(await tryFromApp(DATABASE, other, DATABASE)).toBe("28P01");
      expect(await tryFromApp(DATABASE, own, "la_vigne_autre")).toBe("28000");
      expect(await tryFromApp(DATABASE, own, "postgres")).toBe("28000");
      const root = await ssh.text(
        `docker exec ${containerOf(SERVER)} cat /run/secrets/root-password`,
      );
      expect(await tryFromApp("postgres", root, "postgres")).toBe("28000");
    });

    it("is out of reach for the proxy and for another association", async () => {
      const address = await ssh.text(
        `docker inspect ${containerOf(SERVER)} --format '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}'`,
      );
      // Asked whether it speaks TLS, PostgreSQL says N, or S. That somebody answers tells nothing: a machine between may.
      const question = String.raw`exec 3<>/dev/tcp/${address}/5432 && printf "\0\0\0\10\4\322\26\57" >&3 && head -c 1 <&3`;
      const dial = async (from: string): Promise<string> => {
        const ask = `docker exec ${from} timeout 5 bash -c '${question}' 2>/dev/null`;
        return (await ssh.run(ask)).text;
      };
      expect(await dial(containerOf(`${OWNER}-etherpad`))).toBe("N");
      for (const who of ["proxy", containerOf(other)]) {
        const lookup = `docker exec ${who} getent hosts ${SERVER}`;
        expect((await ssh.run(lookup)).code).toBe(2);
        expect(await dial(who)).not.toMatch(/^[NS]/);
      }
      const ports = await ssh.text("sudo ss -ltnH");
      expect(ports).not.toMatch(/:5432\s/);
    });

    it("finds nothing to do, and no drift in what it is made of", async () => {
      const { changes } = await sandbox.upOf(OWNER, model());
      // A reference to another stack is read each time.
      expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
      const { steps } = await sandbox.refreshOf(OWNER, model());
      const ours = steps.filter(({ urn }) =>
        urn.includes("epicerie:components:Database"),
      );
      expect(ours.length).toBeGreaterThan(5);
      expect(ours.filter(({ op }) => op !== "same")).toEqual([]);
    });

    it("gives its user another password after another version, with which the app goes on", async () => {
      const watch = new ProcessWatch();
      const old = await passwordOf("etherpad");
      const { ok, changes } = await sandbox.upOf(OWNER, model(2));
      expect(ok).toBe(true);
      expect(changes.replace).toBe(2);
      await eventually("the new container answers", 90, async () =>
        (await read()).includes("cidre"),
      );
      await eventually("the old container is gone", 60, async () => {
        const now = await passwordOf("etherpad").catch(() => old);
        return now !== old;
      });
      const password = await passwordOf("etherpad");
      expect(await tryFromApp(DATABASE, password, DATABASE)).toBe("let in");
      expect(await tryFromApp(DATABASE, old, DATABASE)).toBe("28P01");
      const seen = watch.stop();
      for (const secret of [old, password]) expect(seen).not.toContain(secret);
    });

    it("is dumped while the app works, and read back by the backup plan's own commands", async () => {
      await write("Douze bouteilles de cidre.");
      // Etherpad keeps what it wrote for a moment before it stores it.
      await eventually("the text is stored", 30, async () =>
        (
          await inServer("SELECT value FROM store WHERE key = 'pad:cave'")
        ).includes("Douze"),
      );
      const { file, dump, restore } = databaseDump("postgresql", DATABASE);
      const exec = `docker exec --interactive ${containerOf(SERVER)}`;
      await ssh.text(`${exec} ${quoted(dump.command)} >/tmp/${file}`);
      await write("Plus une seule.");
      await inServer("CREATE TABLE newer (than text)");
      const service = `${OWNER}-etherpad`;
      await ssh.text(`docker service scale --detach=false ${service}=0`);
      await ssh.text(`${exec} ${quoted(restore.command)} </tmp/${file}`);
      await ssh.text(`docker service scale --detach=false ${service}=1`);
      await eventually("the app answers", 120, async () =>
        (await read()).includes("Douze bouteilles de cidre."),
      );
      expect(await read()).not.toContain("Plus une seule.");
      expect(await inServer("SELECT to_regclass('newer') IS NULL")).toBe("t");
      // Its owner and its rights are back as well.
      await write("Treize.");
      expect(await read()).toContain("Treize.");
      const password = await passwordOf("autre");
      expect(await tryFromApp("la_vigne_autre", password, DATABASE)).toBe(
        "28000",
      );
    });

    it("comes back with its data when it is killed", async () => {
      const before = await ssh.text(`echo ${containerOf(SERVER)}`);
      await ssh.text(`docker kill --signal KILL ${before}`);
      await eventually("another container answers", 90, async () => {
        const now = await ssh.text(`echo ${containerOf(SERVER)}`);
        return now !== "" && now !== before;
      });
      expect(
        await inServer("SELECT count(*) > 0 FROM store WHERE key = 'pad:cave'"),
      ).toBe("t");
    });
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createConnection } from "mysql2/promise";
import type { Browser } from "playwright-core";
import { logIn, openBrowser, publishPost, visit } from "./browser";
import {
  canConnect,
  getPage,
  resolveAt,
  resolverAt,
  s3,
  sendMail,
  subjects,
  submitMail,
  tunnel,
} from "./clients";
import {
  type BeneficiaryOutputs,
  epicerie,
  eventually,
  home,
  type PlatformOutputs,
  printed,
  ProcessWatch,
  run,
  type Run,
  settings,
  Ssh,
  outputs,
} from "./world";

const MINUTE = 60_000;
const SITE = "https://www.les-amis.example";

let watch: ProcessWatch;
let platform: PlatformOutputs;
let amis: BeneficiaryOutputs;
let velo: BeneficiaryOutputs;
let ssh: Ssh;
let server: string;
let services: Record<string, string>;
let browser: Browser;
let demo: Run;

beforeAll(async () => {
  watch = new ProcessWatch();
  await epicerie(["sandbox", "down"]);
  demo = await epicerie(["demo", ...settings]);
  if (demo.code !== 0) throw new Error(`the demo failed:\n${demo.text}`);
  const trial = await epicerie(["up", "atelier-velo", "--yes", ...settings]);
  if (trial.code !== 0)
    throw new Error(`the second association is not online:\n${trial.text}`);
  platform = await outputs<PlatformOutputs>("prod");
  amis = await outputs<BeneficiaryOutputs>("les-amis");
  velo = await outputs<BeneficiaryOutputs>("atelier-velo");
  ssh = new Ssh(platform);
  server = platform.servers["commun-1"]?.publicIp ?? "";
  services = await serviceAddresses();
  browser = await openBrowser({
    "www.les-amis.example": server,
    "www.atelier-velo.example": server,
  });
}, 25 * MINUTE);

afterAll(async () => {
  watch.stop();
  await browser?.close();
  await epicerie(["sandbox", "down"]);
}, 3 * MINUTE);

async function serviceAddresses(): Promise<Record<string, string>> {
  const { text } = await epicerie(["sandbox", "status", "--json"]);
  const { parts } = JSON.parse(text) as {
    parts: { name: string; address?: string }[];
  };
  return Object.fromEntries(
    parts.map(({ name, address }) => [name, address ?? ""]),
  );
}

function passwordOf(address: string): string {
  return amis.mailboxes[address] ?? "";
}

describe("the demo", () => {
  it("ends with a summary in French and an address for a browser", () => {
    expect(demo.text).toMatch(/http:\/\/www\.les-amis\.example\.localhost:\d+/);
  });

  it(
    "shows the association's site at that address to any browser of this machine",
    async () => {
      const address =
        /http:\/\/www\.les-amis\.example\.localhost:\d+/.exec(demo.text)?.[0] ??
        "";
      expect(await visit(browser, address)).toContain("Les Amis du Quartier");
    },
    MINUTE,
  );

  it(
    "finds nothing to do the second time",
    async () => {
      const again = await epicerie(["demo", ...settings]);
      expect(again.code).toBe(0);
      const preview = await epicerie([
        "preview",
        "les-amis",
        "--json",
        ...settings,
      ]);
      const { changes } = JSON.parse(preview.text) as {
        changes: Record<string, number>;
      };
      expect(Object.keys(changes)).toEqual(["same"]);
    },
    2 * MINUTE,
  );
});

describe("the website", () => {
  let post: string;

  it(
    "lets the administrator log in and publish, over HTTPS with a certificate of the authority",
    async () => {
      const admin = amis.admins["www.les-amis.example"];
      const page = await browser.newPage();
      await logIn(page, SITE, admin?.name ?? "", admin?.password ?? "");
      post = await publishPost(
        page,
        SITE,
        "Fête du quartier",
        "Rendez-vous samedi sur la place.",
      );
      await page.close();
      expect(await visit(browser, post)).toContain(
        "Rendez-vous samedi sur la place.",
      );
      expect((await getPage(server, "www.les-amis.example")).status).toBe(200);
    },
    2 * MINUTE,
  );

  it("leads from the bare domain and from HTTP to itself", async () => {
    expect(await getPage(server, "les-amis.example", "/x")).toMatchObject({
      status: 301,
      location: `${SITE}/x`,
    });
    const plain = await fetch(`http://${server}/`, {
      headers: { host: "www.les-amis.example" },
      redirect: "manual",
    });
    expect(plain.status).toBe(308);
  });

  it("keeps its files on the association's volume", async () => {
    expect(
      await ssh.text("findmnt --noheadings --output FSTYPE /srv/les-amis"),
    ).toBe("xfs");
    expect(await ssh.text("sudo ls /srv/les-amis/wordpress/html")).toContain(
      "wp-config.php",
    );
  });

  it(
    "still shows the post after the server was rebooted",
    async () => {
      const before = await ssh.text(
        "cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1",
      );
      await ssh.run("sudo systemctl reboot");
      await eventually("the server has rebooted", 120, async () => {
        const now = await ssh.run(
          "cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1",
        );
        return now.code === 0 && now.text.trim() !== before;
      });
      await eventually(
        "the site answers again",
        120,
        async () =>
          (await getPage(server, "www.les-amis.example")).status === 200,
      );
      expect(await visit(browser, post)).toContain(
        "Rendez-vous samedi sur la place.",
      );
    },
    5 * MINUTE,
  );
});

describe("names and mail", () => {
  it("answers the association's names from the authoritative server", async () => {
    const dns = services.dns ?? "";
    expect(await resolveAt(dns, "www.les-amis.example")).toEqual([server]);
    expect(await resolveAt(dns, "les-amis.example")).toEqual([server]);
    const mx = await resolverAt(dns).resolveMx("les-amis.example");
    expect(mx.map(({ exchange }) => exchange).sort()).toEqual(
      [0, 1, 2, 3, 4].map((n) => `mx${String(n)}.mail.ovh.net`),
    );
    expect(
      (await resolverAt(dns).resolveTxt("les-amis.example")).flat(),
    ).toContain("v=spf1 include:mx.ovh.com -all");
  });

  it(
    "delivers a message from outside and one between mailboxes",
    async () => {
      const [mx] = await resolveAt(services.dns ?? "", "mx0.mail.ovh.net");
      await sendMail(mx ?? "", "contact@les-amis.example", "Une question");
      await submitMail(
        mx ?? "",
        "tresorerie@les-amis.example",
        passwordOf("tresorerie@les-amis.example"),
        "contact@les-amis.example",
        "Les comptes",
      );
      await eventually("both messages are there", 60, async () => {
        const found = await subjects(
          mx ?? "",
          "contact@les-amis.example",
          passwordOf("contact@les-amis.example"),
        );
        return found.includes("Une question") && found.includes("Les comptes");
      });
    },
    2 * MINUTE,
  );

  it(
    "refuses a wrong password and an unknown address",
    async () => {
      const mx = services.mail ?? "";
      await expect(
        subjects(mx, "contact@les-amis.example", "not-the-password"),
      ).rejects.toThrow();
      await expect(
        sendMail(mx, "personne@les-amis.example", "x"),
      ).rejects.toThrow(/550|unknown|reject/i);
    },
    MINUTE,
  );
});

describe("the database", () => {
  it(
    "is used with the app's own user from the server, and with no other database",
    async () => {
      const password = await ssh.text(
        "docker exec $(docker ps -q -f name=les-amis-wordpress) cat /run/secrets/database-password",
      );
      const way = await tunnel(ssh, "soltic-001.eu.clouddb.ovh.net", 35001);
      try {
        const login = {
          host: "127.0.0.1",
          port: way.port,
          user: "les_amis_wordpress",
          password,
        };
        const own = await createConnection({
          ...login,
          database: "les_amis_wordpress",
        });
        const [rows] = await own.query(
          "SELECT option_value FROM wp_options WHERE option_name = 'siteurl'",
        );
        expect(rows).toEqual([{ option_value: SITE }]);
        await expect(
          own.query("SELECT 1 FROM atelier_velo_wordpress.wp_options"),
        ).rejects.toThrow(/denied/);
        await own.end();
      } finally {
        way.close();
      }
    },
    MINUTE,
  );

  it(
    "is closed to an address that is not on its list",
    async () => {
      const [mysql] = await resolveAt(
        services.dns ?? "",
        "soltic-001.eu.clouddb.ovh.net",
      );
      const attempt = createConnection({
        host: mysql,
        port: 35001,
        user: "root",
        connectTimeout: 5000,
      });
      await expect(attempt).rejects.toThrow();
    },
    MINUTE,
  );
});

describe("the bucket", () => {
  it(
    "takes and gives an object with the association's key",
    async () => {
      const own = s3(services.s3 ?? "", amis);
      await own.putObject(amis.bucket.name, "membres.csv", "nom\nLéa\n");
      const stream = await own.getObject(amis.bucket.name, "membres.csv");
      expect(
        Buffer.concat((await stream.toArray()) as Buffer[]).toString(),
      ).toBe("nom\nLéa\n");
    },
    MINUTE,
  );

  it(
    "refuses another association's key",
    async () => {
      const other = s3(services.s3 ?? "", {
        bucket: amis.bucket,
        bucketCredential: velo.bucketCredential,
      });
      await expect(
        other.getObject(amis.bucket.name, "membres.csv"),
      ).rejects.toThrow(/denied/i);
      await expect(other.putObject(amis.bucket.name, "x", "x")).rejects.toThrow(
        /denied/i,
      );
      await expect(
        other.listObjects(amis.bucket.name).toArray(),
      ).rejects.toThrow(/denied/i);
    },
    MINUTE,
  );
});

describe("one association and the next", () => {
  const inside = (command: string): Promise<Run> =>
    ssh.run(
      `docker exec $(docker ps -q -f name=atelier-velo-wordpress) ${command}`,
    );

  it(
    "cannot reach each other's network, by name or by address",
    async () => {
      const id = await ssh.text("docker ps -q -f name=les-amis-wordpress");
      const address = await ssh.text(
        `docker inspect -f '{{(index .NetworkSettings.Networks "les-amis").IPAddress}}' ${id}`,
      );
      expect(address).toMatch(/^10\.200\./);
      expect(
        (
          await inside(
            "curl -sS -m 3 http://localhost/wp-login.php -o /dev/null",
          )
        ).code,
      ).toBe(0);
      expect(
        (await inside("curl -sS -m 3 http://les-amis-wordpress/")).code,
      ).not.toBe(0);
      expect((await inside(`curl -sS -m 3 http://${address}/`)).code).not.toBe(
        0,
      );
    },
    MINUTE,
  );

  it("cannot see each other's files", async () => {
    expect((await inside("ls /var/www/html/wp-config.php")).code).toBe(0);
    expect((await inside("ls /srv/les-amis")).code).not.toBe(0);
    expect(
      await ssh.text("sudo stat -c %a /srv/les-amis/wordpress/html"),
    ).toMatch(/0$/);
  });
});

describe("the public side", () => {
  const stranger = "198.51.100.7";
  beforeAll(
    async () =>
      void (await run("ip", ["address", "add", `${stranger}/32`, "dev", "lo"])),
  );
  afterAll(
    async () =>
      void (await run("ip", ["address", "del", `${stranger}/32`, "dev", "lo"])),
  );

  it(
    "reaches the web from anywhere, SSH only from the host's networks, nothing else",
    async () => {
      expect(await canConnect(server, 443, stranger)).toBe(true);
      expect(await canConnect(server, 22, stranger)).toBe(false);
      expect(await canConnect(server, 22)).toBe(true);
      for (const port of [2375, 2377, 7946, 3306, 2019])
        expect(await canConnect(server, port)).toBe(false);
    },
    MINUTE,
  );

  it(
    "does not reach MySQL",
    async () => {
      const login = {
        host: services.mysql,
        port: 35001,
        user: "les_amis_wordpress",
        localAddress: stranger,
        connectTimeout: 5000,
      };
      await expect(createConnection(login)).rejects.toThrow();
    },
    MINUTE,
  );
});

describe("secrets", () => {
  it(
    "show in no output, no process list and no plain state",
    async () => {
      const database = await ssh.text(
        "docker exec $(docker ps -q -f name=les-amis-wordpress) cat /run/secrets/database-password",
      );
      const keyLine = platform.sshPrivateKey.split("\n")[2] ?? "";
      const admins = Object.values(amis.admins).map(({ password }) => password);
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

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import { appImagesUp, mirrorUrl } from "./app-images";
import { execIn, mustExecIn } from "./container-exec";
import { type Progress, type SandboxContext, buildImage } from "./context";
import { follow } from "./images";
import { createPublicNetwork } from "./public-network";
import { type TestContext, openTestContext } from "./test-context";

const WORDPRESS = "wordpress:6.4-php8.2-apache@sha256:" + "0".repeat(64);
const CADDY = "caddy:2.8.4";
const PASSWORD = randomBytes(12).toString("hex");
const INIT_DATABASE = `
  mkdir -p /run/mysqld /data && chown mysql /run/mysqld /data
  mariadb-install-db --user=mysql --datadir=/data --skip-test-db >/dev/null
  printf '%s\\n' 'CREATE DATABASE blog;' "CREATE USER blog IDENTIFIED BY '$PASSWORD';" 'GRANT ALL ON blog.* TO blog;' >/tmp/init.sql
  exec mariadbd --user=mysql --datadir=/data --bind-address=0.0.0.0 --port=35001 --init-file=/tmp/init.sql`;

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
const pulled: string[] = [];

beforeAll(async () => {
  test = await openTestContext();
  ctx = test.ctx;
  await createPublicNetwork(ctx.docker, ctx.store, ctx.extNet, ctx.labels);
  await appImagesUp(ctx, [WORDPRESS, CADDY, "ghcr.io/other/app:1"]);
});
afterAll(async () => {
  const { docker } = ctx;
  await test.close();
  for (const reference of pulled) await docker.getImage(reference).remove();
});

describe("the registry", () => {
  it("serves an image of the catalog under the requested tag, and no other", async () => {
    const manifests = `${mirrorUrl(ctx)}/v2/library/wordpress/manifests`;
    expect((await fetch(`${manifests}/6.4-php8.2-apache`)).status).toBe(200);
    expect((await fetch(`${manifests}/latest`)).status).toBe(404);
  });

  it("has nothing to do the second time", async () => {
    const steps: string[] = [];
    const progress: Progress = ({ step }) => void steps.push(step);
    await appImagesUp({ ...ctx, progress }, [WORDPRESS, CADDY]);
    expect(steps).toEqual([]);
  });
});

describe("the image wordpress", () => {
  let site: Docker.Container;
  let url: string;

  beforeAll(async () => {
    const cloud = join(__dirname, "images", "cloud");
    await run("db", await buildImage(ctx, "cloud", cloud), {
      Entrypoint: ["sh", "-c", INIT_DATABASE],
      Env: [`PASSWORD=${PASSWORD}`],
    });
    site = await run("site", await pull(WORDPRESS), {
      Env: [
        "WORDPRESS_DB_HOST=db:35001",
        "WORDPRESS_DB_USER=blog",
        "WORDPRESS_DB_NAME=blog",
        "WORDPRESS_DB_PASSWORD_FILE=/run/secrets/password",
        "WORDPRESS_TABLE_PREFIX=amis_",
        "WORDPRESS_CONFIG_EXTRA=define('AUTOMATIC_UPDATER_DISABLED', true);",
      ],
      Entrypoint: [
        "sh",
        "-c",
        `mkdir -p /run/secrets && printf '%s\\n' "${PASSWORD}" >/run/secrets/password && exec docker-entrypoint.sh apache2-foreground`,
      ],
    });
    url = `http://${await ipOf(site)}`;
    await answers(`${url}/wp-admin/install.php`);
  });

  it("copies WordPress, its content and its configuration as real files of www-data", async () => {
    const links = "find /var/www/html -type l ! -name ca-bundle.crt";
    expect(await sh(links)).toBe("");
    expect(await sh("stat -c %u /var/www/html/wp-content/plugins")).toBe("33");
    expect(await sh("stat -c %U wp-config.php")).toBe("www-data");
  });

  it("is installed by its own form, in French, on a database reached by host and port", async () => {
    const form = {
      weblog_title: "Les Amis du Quartier",
      user_name: "bureau",
      admin_password: PASSWORD,
      admin_password2: PASSWORD,
      admin_email: "bureau@les-amis.example",
      language: "fr_FR",
      blog_public: "1",
    };
    const answer = await fetch(`${url}/wp-admin/install.php?step=2`, {
      method: "POST",
      body: new URLSearchParams(form),
    });
    expect(await answer.text()).toMatch(/<th>Identifiant<[^]*Se connecter/);
    const home = await (await fetch(url)).text();
    expect(home).toContain("Les Amis du Quartier");
    expect(home).toContain('lang="fr-FR"');
  });

  it("shows the dashboard to who logs in, and to nobody else", async () => {
    const login = await fetch(`${url}/wp-login.php`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: "wordpress_test_cookie=WP%20Cookie%20check" },
      body: new URLSearchParams({ log: "bureau", pwd: PASSWORD }),
    });
    const cookie = login.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
    const admin = await fetch(`${url}/wp-admin/`, { headers: { cookie } });
    expect(await admin.text()).toContain("Tableau de bord");
    const stranger = await fetch(`${url}/wp-admin/`, { redirect: "manual" });
    expect(stranger.headers.get("location")).toContain("wp-login.php");
  });

  it("knows that it is behind HTTPS, so that it makes https addresses and does not redirect for ever", async () => {
    const answer = await fetch(`${url}/wp-login.php`, {
      headers: { "x-forwarded-proto": "https" },
    });
    expect(await answer.text()).toMatch(/action="https:/);
  });

  it("serves pretty addresses by its .htaccess", async () => {
    const answer = await fetch(`${url}/wp-json/wp/v2/posts`);
    expect(answer.status).toBe(200);
  });

  it("keeps what is there when it starts again", async () => {
    await sh("echo kept > wp-content/plugins/mine.txt; cp wp-config.php /tmp/");
    await site.restart({ t: 5 });
    url = `http://${await ipOf(site)}`;
    await answers(url);
    expect(await sh("cat wp-content/plugins/mine.txt")).toBe("kept");
    expect(await sh("cmp wp-config.php /tmp/wp-config.php && echo same")).toBe(
      "same",
    );
  });

  it("trusts the sandbox's certificate authority", async () => {
    await sh(
      "openssl verify -CAfile /var/www/html/wp-includes/certificates/ca-bundle.crt /usr/local/share/ca-certificates/epicerie-sandbox.crt",
    );
  });

  const sh = async (command: string) =>
    (
      await mustExecIn(site, ["sh", "-c", `cd /var/www/html; ${command}`])
    ).trim();
});

describe("the image caddy", () => {
  it("runs the official command on the official paths", async () => {
    const reference = await pull(CADDY);
    const image = await ctx.docker.getImage(reference).inspect();
    expect(image.Config.Cmd).toEqual([
      ...["caddy", "run", "--config", "/etc/caddy/Caddyfile"],
      ...["--adapter", "caddyfile"],
    ]);
    const caddy = await run("caddy", reference, {});
    await answers(`http://${await ipOf(caddy)}`);
    const data = await execIn(caddy, ["ls", "/config/caddy/autosave.json"]);
    expect(data.code).toBe(0);
  });
});

/** What a server gets: the image pulled from the registry. */
async function pull(image: string): Promise<string> {
  const [registry] = await ctx.docker.listContainers({
    filters: { name: [`epicerie-${ctx.id}-registry`] },
  });
  const port = registry?.Ports.find((p) => p.PrivatePort === 80)?.PublicPort;
  const reference = `127.0.0.1:${port}/library/${image.replace(/@.*/, "")}`;
  const stream = await ctx.docker.pull(reference);
  await follow(ctx.docker, stream, () => undefined);
  pulled.push(reference);
  return reference;
}

async function run(
  name: string,
  image: string,
  options: Docker.ContainerCreateOptions,
): Promise<Docker.Container> {
  const container: Docker.Container = await ctx.docker.createContainer({
    ...options,
    Image: image,
    Labels: { ...ctx.labels },
    HostConfig: { NetworkMode: ctx.extNet.name },
    NetworkingConfig: {
      EndpointsConfig: { [ctx.extNet.name]: { Aliases: [name] } },
    },
  });
  await container.start();
  return container;
}

async function ipOf(container: Docker.Container): Promise<string> {
  const { NetworkSettings } = await container.inspect();
  return NetworkSettings.Networks[ctx.extNet.name]?.IPAddress as string;
}

async function answers(url: string): Promise<void> {
  let last: unknown;
  for (const end = Date.now() + 60_000; Date.now() < end; await sleep(500)) {
    try {
      const answer = await fetch(url, { redirect: "manual" });
      if (answer.status < 500) return;
      last = `${answer.status} ${(await answer.text()).slice(0, 300)}`;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`${url} does not answer: ${String(last)}`);
}

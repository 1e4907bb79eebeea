import { appendFile, readFile, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { request } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { type PeerCertificate, connect } from "node:tls";
import {
  ADDRESS,
  type SandboxContext,
  buildImage,
  runService,
} from "../context";
import { createResource } from "../ovh/testing";
import type { TestContext } from "../test-context";
import { runIn, untilReady } from "./container";
import { gatewayPort, servicesStatus, servicesUp } from "./services";
import { TEST_ACCOUNT, openTestServices } from "./testing";

const HOST = "www.les-amis.example";
/** A name that leads to the site only when its first attempt at a certificate has failed. */
const LATE = "forum.les-amis.example";
/** A site as servers of the sandbox run it: its proxy asks the vendor's certificate authority under the real name. */
const CADDYFILE = `{
  acme_ca https://acme-v02.api.letsencrypt.org/directory
  acme_ca_root /etc/sandbox-authority/ca.crt
  email bureau@les-amis.example
}
${HOST} {
  header /page Content-Type text/html
  header /data Content-Type application/json
  header /echo Content-Type application/octet-stream
  header /page Set-Cookie "session=1; Path=/; Domain=${HOST}; Secure; HttpOnly; SameSite=None"
  respond /page \`<a href="https://${HOST}/next">next</a> <img src="//cloud.les-amis.example/x.png"> <a href="https://elsewhere.example/">out</a> <a href="/login?redirect_to=https%3A%2F%2F${HOST}%2Fadmin">in</a>\`
  respond /data \`{"link":"https:\\/\\/${HOST}\\/a"}\`
  respond /echo "{method} {header.Origin} {header.Referer} {query} {http.request.body}"
  redir /old https://${HOST}/new
}
`;
/** Comes second: this Caddy may mix up the accounts that it makes for two first names (`components/scripts/publish-site.sh`). */
const LATE_SITE = `${LATE} {
  respond "late"
}
`;

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let port: number;
let siteIp: string;

beforeAll(async () => {
  test = await openTestServices(["dns", "acme", "gateway"]);
  ctx = test.ctx;
  port = await gatewayPort(ctx);
  siteIp = ctx.extNet.address(ADDRESS.firstServer);
  await createResource(ctx, "Domain/zoneRecord:ZoneRecord", {
    zone: "les-amis.example",
    fieldtype: "A",
    subdomain: "www",
    target: siteIp,
  });
  await startSite();
});
afterAll(() => test?.close());

async function startSite(): Promise<void> {
  const file = join(ctx.folder, "Caddyfile");
  await writeFile(file, CADDYFILE);
  const recipe = join(__dirname, "..", "images", "cloud");
  await runService(ctx, {
    name: "site",
    image: await buildImage(ctx, "cloud", recipe),
    ip: siteIp,
    binds: [
      `${file}:/Caddyfile:ro`,
      `${ctx.ca.certFile}:/etc/sandbox-authority/ca.crt:ro`,
    ],
    dns: [ctx.extNet.address(ADDRESS.dns)],
    command: ["caddy", "run", "--config", "/Caddyfile"],
  });
  await untilReady("site", () => certificate(HOST), 60);
  await appendFile(file, LATE_SITE);
  await runIn(ctx, "site", ["caddy", "reload", "--config", "/Caddyfile"]);
}

/** The site's certificate, which must be trusted with the sandbox's authority alone. */
function certificate(name: string): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: siteIp,
      port: 443,
      servername: name,
      ca: ctx.ca.certPem,
    });
    socket.once("error", reject);
    socket.once("secureConnect", () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
  });
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** What a browser of this machine sees. */
function browse(
  path: string,
  headers: Record<string, string> = {},
  body = "",
  host = HOST,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({
      host: "127.0.0.1",
      port,
      path,
      method: body === "" ? "GET" : "POST",
      headers: { Host: `${host}.localhost:${port}`, ...headers },
    });
    sent.once("error", reject);
    sent.once("response", (response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: text,
        }),
      );
    });
    sent.end(body);
  });
}

describe("the certificate authority", () => {
  it("gives a site of the sandbox a certificate that its servers trust", async () => {
    const { subjectaltname } = await certificate(HOST);
    expect(subjectaltname).toBe(`DNS:${HOST}`);
  });
});

describe("the gateway", () => {
  const local = () => `http://${HOST}.localhost:${port}`;

  it("leads every address of the sandbox in a page to itself, and no other", async () => {
    const { status, body } = await browse("/page");
    expect(status).toBe(200);
    expect(body).toContain(`<a href="${local()}/next">`);
    expect(body).toContain(
      `<img src="//cloud.les-amis.example.localhost:${port}/x.png">`,
    );
    expect(body).toContain('<a href="https://elsewhere.example/">');
    expect(body).toContain(
      `redirect_to=http%3A%2F%2F${HOST}.localhost%3A${port}%2Fadmin`,
    );
  });

  it("understands the escapes of JSON", async () => {
    const { body } = await browse("/data");
    expect(JSON.parse(body)).toEqual({ link: `${local()}/a` });
  });

  it("follows redirections and lets cookies live without TLS", async () => {
    const moved = await browse("/old");
    expect(moved.status).toBe(302);
    expect(moved.headers.location).toBe(`${local()}/new`);
    const { headers } = await browse("/page");
    expect(headers["set-cookie"]).toEqual([
      "session=1; Path=/; HttpOnly; SameSite=Lax",
    ]);
  });

  it("shows the site its own addresses in what the browser sends", async () => {
    const { body } = await browse(
      `/echo?to=${encodeURIComponent(`${local()}/a`)}`,
      {
        Origin: local(),
        Referer: `${local()}/page`,
        "Content-Type": "application/json",
      },
      JSON.stringify({ link: `${local()}/b` }),
    );
    expect(body).toBe(
      `POST https://${HOST} https://${HOST}/page to=https%3A%2F%2F${HOST}%2Fa {"link":"https://${HOST}/b"}`,
    );
  });

  it("serves nothing but the sandbox's names", async () => {
    const other = await browse("/", {}, "", "elsewhere.example");
    expect(other.status).toBe(404);
    const missing = await browse("/", {}, "", "nothing.les-amis.example");
    expect(missing.status).toBe(502);
  });

  it("is on the loopback address alone and keeps its port", async () => {
    const container = await ctx.docker
      .getContainer(`epicerie-${ctx.id}-gateway`)
      .inspect();
    expect(container.HostConfig.PortBindings).toEqual({
      "80/tcp": [{ HostIp: "127.0.0.1", HostPort: String(port) }],
    });
    expect(await gatewayPort(ctx)).toBe(port);
  });
});

describe("the services", () => {
  const names = ["dns", "acme", "gateway"] as const;

  it("are left alone when all is well", async () => {
    const starts = () =>
      Promise.all(
        [...names, "nameserver"].map(async (name) => {
          const container = ctx.docker.getContainer(
            `epicerie-${ctx.id}-${name}`,
          );
          return (await container.inspect()).State.StartedAt;
        }),
      );
    const before = await starts();
    await servicesUp(ctx, TEST_ACCOUNT, names);
    expect(await starts()).toEqual(before);
  });

  it("take the next port where somebody took theirs before their first start", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port: taken } = squatter.address() as AddressInfo;
    await ctx.docker
      .getContainer(`epicerie-${ctx.id}-gateway`)
      .remove({ force: true });
    await ctx.store.update<{ port?: number }, void>("gateway", {}, (choice) => {
      choice.port = taken;
    });
    await servicesUp(ctx, TEST_ACCOUNT, names);
    port = await gatewayPort(ctx);
    expect(port).not.toBe(taken);
    expect((await browse("/page")).status).toBe(200);
    squatter.close();
  });

  it("are started again when stopped, with what they knew", async () => {
    const stopped = ["dns", "nameserver", "gateway"];
    for (const name of stopped)
      await ctx.docker.getContainer(`epicerie-${ctx.id}-${name}`).kill();
    const states = async () =>
      (await servicesStatus(ctx))
        .filter(({ name }) => stopped.includes(name))
        .map(({ state }) => state);
    expect(await states()).toEqual(["exited", "exited", "exited"]);
    await servicesUp(ctx, TEST_ACCOUNT, names);
    expect(await states()).toEqual(["running", "running", "running"]);
    expect((await browse("/page")).status).toBe(200);
  });

  it("serve a zone that is ordered later", async () => {
    const zone = "les-nouveaux.example";
    const needs = { ...TEST_ACCOUNT, zones: [zone] };
    await servicesUp(ctx, needs, names);
    await createResource(ctx, "Domain/zoneRecord:ZoneRecord", {
      zone,
      fieldtype: "A",
      target: siteIp,
    });
    // The gateway knows the name, once it has read its settings again; the site has no certificate for it.
    await untilReady(
      "gateway",
      async () => expect((await browse("/", {}, "", zone)).status).toBe(502),
      10,
    );
  });

  it("keep their secrets to their owner", async () => {
    const file = join(ctx.folder, "services", "acme", "tls", "key.pem");
    expect(await readFile(file, "utf8")).toContain("PRIVATE KEY");
    const container = ctx.docker.getContainer(`epicerie-${ctx.id}-acme`);
    const log = await container.logs({ stdout: true, stderr: true });
    expect(log.toString()).not.toContain("PRIVATE KEY");
  });
});

describe("a name that was published late", () => {
  it("gets its certificate when the site asks again", async () => {
    await expect(certificate(LATE)).rejects.toThrow("alert internal error");
    await createResource(ctx, "Domain/zoneRecord:ZoneRecord", {
      zone: "les-amis.example",
      fieldtype: "A",
      subdomain: "forum",
      target: siteIp,
    });
    // It tries another kind of proof at once, and all of them again a minute after the first, and two minutes later.
    await untilReady("site", () => certificate(LATE), 240);
  });
});

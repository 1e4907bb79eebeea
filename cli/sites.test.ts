import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Authority, openAuthority } from "../sandbox/certificates";
import type { HeldRecord, StoredResource } from "./published";
import { findUnseen, sitesOf, visitor } from "./sites";

const address = "127.0.0.1";
const HOST = "www.les-amis.example";

describe("a visit", () => {
  const folder = mkdtempSync(join(tmpdir(), "epicerie-sites-"));
  const servers: Server[] = [];
  let authority: Authority;

  beforeAll(async () => {
    authority = await openAuthority(folder);
  });
  afterAll(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true });
  });

  /** The port of a server with a certificate for a name, which answers with a status, or never. */
  async function serve(name: string, status?: number): Promise<number> {
    const server = createServer(await authority.issue([name]), (_, answer) =>
      status === undefined ? answer.destroy() : answer.writeHead(status).end(),
    );
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, address, done));
    return (server.address() as AddressInfo).port;
  }

  const visit = (port: number, ca: string | undefined = authority.certPem) =>
    visitor(ca, port)({ host: HOST, address });

  it.each([200, 301, 403, 404, 500, 503])(
    "finds nothing wrong with an app that answers %i",
    async (status) => {
      expect(await visit(await serve(HOST, status))).toBeUndefined();
    },
  );

  it("sees an app that is away", async () => {
    for (const status of [502, 504]) {
      const reason = `HTTP ${String(status)}`;
      const away = await visit(await serve(HOST, status));
      expect(away).toEqual({ kind: "away", reason });
    }
    const mute = await visit(await serve(HOST));
    expect(mute).toEqual({ kind: "away", reason: "ECONNRESET" });
  });

  it("sees a certificate for another name, or of an authority that nobody trusts", async () => {
    expect(await visit(await serve("other.example", 200))).toEqual({
      kind: "certificate",
      reason: `Host: ${HOST}. is not in the cert's altnames: DNS:other.example`,
    });
    const port = await serve(HOST, 200);
    expect(await visitor(undefined, port)({ host: HOST, address })).toEqual({
      kind: "certificate",
      reason: expect.stringMatching(/^[A-Z_]+$/) as string,
    });
  });

  it("sees a proxy that has no certificate for the name", async () => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, address, done));
    const { port } = server.address() as AddressInfo;
    expect(await visit(port)).toMatchObject({
      kind: "certificate",
      reason: expect.stringMatching(/alert/) as string,
    });
  });

  it("sees that nothing answers at the address", async () => {
    const port = await serve(HOST, 200);
    await new Promise((done) => servers.pop()?.close(done));
    expect(await visit(port)).toEqual({
      kind: "silent",
      reason: "ECONNREFUSED",
    });
  });
});

describe("the sites of a stack", () => {
  const record = (subdomain: string, type: string, target: string) =>
    ({ urn: "", zone: "a.example", subdomain, type, target }) as HeldRecord;

  const records = [
    record("www", "A", "203.0.113.10"),
    record("", "A", "203.0.113.10"),
    record("vpn", "A", "203.0.113.10"),
    record("", "TXT", "203.0.113.10"),
  ];
  const resource = (type: string, urls: readonly string[]): StoredResource => ({
    urn: "",
    type,
    outputs: { urls },
  });
  const stack = resource("pulumi:pulumi:Stack", ["https://www.a.example"]);
  const www = { host: "www.a.example", address: "203.0.113.10" };

  it("are the names of its routes, where the zone leads them", () => {
    const site = resource("epicerie:components:Site", [
      "https://a.example",
      "https://www.a.example",
      "https://elsewhere.example",
    ]);
    expect(sitesOf([stack, site], records)).toEqual([
      www,
      { host: "a.example", address: "203.0.113.10" },
    ]);
    expect(sitesOf([], records)).toEqual([]);
  });

  it("are those of its apps in a state that does not tell the routes yet", () => {
    const bare = { urn: "", type: "epicerie:components:Site", outputs: {} };
    expect(sitesOf([stack, bare], records)).toEqual([www]);
  });

  it("are visited again while one cannot be seen and there is patience left", async () => {
    const site = { host: HOST, address };
    const trouble = { kind: "certificate", reason: "none yet" } as const;
    let visits = 0;
    const late = async () =>
      Promise.resolve(++visits < 2 ? trouble : undefined);
    expect(await findUnseen([site], late, 0)).toEqual([{ site, trouble }]);
    visits = 0;
    expect(await findUnseen([site], late, 5)).toEqual([]);
    expect(visits).toBe(2);
  });

  it("are not waited for any longer once somebody wants to stop", async () => {
    const site = { host: HOST, address };
    const trouble = { kind: "silent", reason: "ECONNREFUSED" } as const;
    const stop = new AbortController();
    const visits = findUnseen(
      [site],
      async () => {
        setTimeout(() => stop.abort(), 10);
        return Promise.resolve(trouble);
      },
      1_000_000,
      stop.signal,
    );
    expect(await visits).toEqual([{ site, trouble }]);
  });
});

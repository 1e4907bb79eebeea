import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openAuthority } from "../certificates";
import type { SandboxContext } from "../context";
import { putCertificate, settingsFolder } from "./container";

describe("the certificate of a service", () => {
  let ctx: SandboxContext;
  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), "epicerie-service-"));
    // All that certificates need of a sandbox.
    ctx = {
      folder,
      ca: await openAuthority(join(folder, "ca")),
    } as SandboxContext;
  });
  afterAll(() => rm(ctx.folder, { recursive: true }));

  it("is kept while it fits, and issued anew for other names", async () => {
    const first = await putCertificate(ctx, "mail", ["mx.example"]);
    expect(await putCertificate(ctx, "mail", ["mx.example"])).toBe(first);
    expect(await putCertificate(ctx, "mail", ["imap.example"])).not.toBe(first);
  });

  it("is issued anew where what is there cannot be read", async () => {
    const file = join(settingsFolder(ctx, "acme"), "tls", "cert.pem");
    await putCertificate(ctx, "acme", ["acme.example"]);
    await writeFile(file, "not a certificate");
    const issued = await putCertificate(ctx, "acme", ["acme.example"]);
    expect(issued).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect(await readFile(file, "utf8")).toMatch(/^-----BEGIN CERTIFICATE/);
  });
});

import { X509Certificate } from "node:crypto";
import { mkdtemp, rm, stat } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, createServer } from "node:tls";
import { openAuthority, serialNumber } from "./certificates";

describe("the sandbox's certificate authority", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-ca-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("is made once, with a key that only its owner reads", async () => {
    const first = await openAuthority(folder);
    const again = await openAuthority(folder);
    expect(again.certPem).toBe(first.certPem);
    expect((await stat(first.keyFile)).mode & 0o777).toBe(0o600);
    expect(new X509Certificate(first.certPem).ca).toBe(true);
  });

  it("numbers certificates so that no reader refuses them, whatever chance gives", () => {
    for (const first of [0x00, 0x7f, 0x80, 0xff]) {
      const number = serialNumber(Buffer.alloc(16, first));
      expect(number).toMatch(/^[4-7][0-9a-f]{31}$/);
    }
  });

  it("issues a certificate that a client which trusts it accepts, for its names alone", async () => {
    const ca = await openAuthority(folder);
    const { cert, key } = await ca.issue(
      ["s3.example", "*.s3.example"],
      ["203.0.113.4"],
    );
    const server = createServer({ cert, key }, (socket) => socket.end());
    await new Promise<void>((resolve) =>
      server.listen(0, "127.0.0.1", resolve),
    );
    const { port } = server.address() as AddressInfo;
    const dial = (servername: string) =>
      new Promise<string>((resolve) => {
        const options = { port, host: "127.0.0.1", servername, ca: ca.certPem };
        const socket = connect(options, () => {
          resolve("accepted");
          socket.destroy();
        });
        socket.on("error", (error: NodeJS.ErrnoException) =>
          resolve(error.code ?? error.message),
        );
      });
    expect(await dial("s3.example")).toBe("accepted");
    expect(await dial("bucket.s3.example")).toBe("accepted");
    expect(await dial("other.example")).toBe("ERR_TLS_CERT_ALTNAME_INVALID");
    server.close();
    expect(new X509Certificate(cert).checkIP("203.0.113.4")).toBeDefined();
  });
});

import { type AddressInfo, createServer } from "node:net";
import { mustExecIn } from "../container-exec";
import { type TestServer, startTestServer } from "../docker/test-server";
import { createPublicNetwork } from "../public-network";
import type { Json } from "../resource-provider";
import { type TestContext, openTestContext } from "../test-context";
import { create as createWith } from "../testing";
import { commandProvider } from "./provider";

const URN = "urn:pulumi:s::p::command:remote:Command::setup";
const provider = commandProvider();

jest.setTimeout(120_000);

let test: TestContext;
let server: TestServer;
let connection: Json;

beforeAll(async () => {
  test = await openTestContext();
  const { ctx } = test;
  await createPublicNetwork(ctx.docker, ctx.store, ctx.extNet, ctx.labels);
  server = await startTestServer(ctx);
  const { ip, privateKey, hostKey } = server;
  connection = { host: ip, privateKey, hostKey };
});
afterAll(() => test.close());

async function create(inputs: Json): Promise<Json> {
  const all = { connection, ...inputs };
  return (await createWith(provider, URN, all)).outs;
}

describe("a command over SSH", () => {
  it("gets its input, prints, and records its connection with the defaults", async () => {
    const outs = await create({
      create: "cat; hostname >&2",
      stdin: "a\nb\n",
    });
    expect(outs).toMatchObject({ stdout: "a\nb" });
    expect(outs.stderr).toBe(
      (await mustExecIn(server.container, ["hostname"])).trim(),
    );
    expect(outs.connection).toEqual({
      ...connection,
      user: "root",
      port: 22,
      dialErrorLimit: 10,
      perDialTimeout: 15,
    });
  });

  it("carries a large input and output whole", async () => {
    const stdin = "0123456789abcdef".repeat(200_000);
    const outs = await create({ create: "cat", stdin });
    expect(outs.stdout).toBe(stdin);
  });

  it("sets the variables that sshd accepts, and fails on any other by its name", async () => {
    const accepted = await create({
      create: "echo $ALLOWED_NAME",
      environment: { ALLOWED_NAME: "les amis" },
    });
    expect(accepted.stdout).toBe("les amis");
    const environment = { ALLOWED_NAME: "x", REFUSED_NAME: "hidden-value" };
    const error = await create({ create: "true", environment }).catch(String);
    expect(error).toContain(
      'could not set environment variable "REFUSED_NAME"',
    );
    expect(error).not.toContain("hidden-value");
  });

  it("fails with the exit status and what was printed, and hides what it was given", async () => {
    const error = await create({
      create: "cat; echo broken >&2; exit 7",
      stdin: "secret-of-stdin",
    }).catch(String);
    expect(error).toMatch(/exit status 7: running "cat; .*broken/s);
    expect(error).not.toContain("secret-of-stdin");
  });

  it("deletes with the connection of the state", async () => {
    const outs = await create({ create: "true", delete: "touch /tmp/deleted" });
    await provider.delete("x", URN, outs);
    await mustExecIn(server.container, ["test", "-e", "/tmp/deleted"]);
  });

  it("goes through another server", async () => {
    const hop = {
      ...connection,
      user: "root",
      port: 22,
      dialErrorLimit: 1,
      perDialTimeout: 5,
    };
    const outs = await create({
      create: "echo $SSH_CONNECTION | cut -d' ' -f1",
      connection: { ...connection, host: "127.0.0.1", proxy: hop },
    });
    expect(outs.stdout).toBe("127.0.0.1");
  });
});

describe("a connection over SSH", () => {
  it("waits for a server that does not listen yet", async () => {
    await mustExecIn(server.container, ["pkill", "-f", "sshd.*listener"]);
    const waiting = create({ create: "echo up" });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await mustExecIn(server.container, ["/usr/sbin/sshd"]);
    expect((await waiting).stdout).toBe("up");
  });

  it("fails after the limit of attempts, and says where and why", async () => {
    const closed = { ...connection, port: 23, dialErrorLimit: 2 };
    await expect(
      create({ create: "true", connection: closed }),
    ).rejects.toThrow(
      new RegExp(
        `^root@${server.ip}:23 after 3 failed attempts: .*ECONNREFUSED`,
      ),
    );
  });

  it("fails when nothing answers within the time of one attempt", async () => {
    const mute = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => mute.once("listening", resolve));
    const { port } = mute.address() as AddressInfo;
    const host = "127.0.0.1";
    const silent = { host, port, dialErrorLimit: 0, perDialTimeout: 1 };
    const started = Date.now();
    await expect(
      create({ create: "true", connection: silent }),
    ).rejects.toThrow(/after 1 failed attempts: Timed out/);
    expect(Date.now() - started).toBeLessThan(5000);
    mute.close();
  });

  it("fails on a server with another host key", async () => {
    const key = server.hostKey.split(" ")[1] as string;
    const last = key.at(-1) === "A" ? "B" : "A";
    const hostKeys = [
      `ssh-ed25519 ${key.slice(0, -1)}${last}`,
      `ssh-rsa ${key}`,
    ];
    for (const hostKey of hostKeys)
      await expect(
        create({
          create: "true",
          connection: { ...connection, hostKey, dialErrorLimit: 0 },
        }),
      ).rejects.toThrow("ssh: handshake failed: host key mismatch");
  });

  it("fails on a key that the server does not know", async () => {
    const stranger = { ...connection, user: "nobody", dialErrorLimit: 0 };
    const error = await create({ create: "true", connection: stranger }).catch(
      String,
    );
    expect(error).toContain("All configured authentication methods failed");
    expect(error).not.toContain("PRIVATE KEY");
  });
});

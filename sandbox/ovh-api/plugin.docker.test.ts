import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import type { Json } from "../../engine/provider";
import { fromWire, toWire } from "../../provider/wire-values";
import type { SandboxContext } from "../context";
import { mailDirectory } from "../services/mail";
import { openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type OvhApiServer, startOvhApi } from "./server";
import { MailTrial, PASSWORD } from "./testing";

jest.setTimeout(600_000);

const FILE = join(__dirname, "../../provider/pulumi-resource-ovhmail");

let test: TestContext;
let ctx: SandboxContext;
let api: OvhApiServer;
let trial: MailTrial;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  test = await openTestServices(["mail"]);
  ctx = test.ctx;
  api = await startOvhApi(ctx);
  trial = new MailTrial(ctx, api);
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
  await trial?.faults();
});
afterAll(async () => {
  await api?.close();
  await test?.close();
});

/** The plugin as the standard CLI starts it, from another folder; told of OVH by its environment alone. */
async function plugin(keys: Record<string, string> = {}) {
  const child = spawn(FILE, ["127.0.0.1:1"], {
    cwd: tmpdir(),
    env: {
      ...process.env,
      OVH_ENDPOINT: api.endpoint,
      OVH_APPLICATION_KEY: api.keys.applicationKey,
      OVH_APPLICATION_SECRET: api.keys.applicationSecret,
      OVH_CONSUMER_KEY: api.keys.consumerKey,
      NODE_EXTRA_CA_CERTS: ctx.ca.certFile,
      ...keys,
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const client = new ResourceProviderClient(
    `127.0.0.1:${line.toString().trim()}`,
    grpc.credentials.createInsecure(),
  );
  return { child, client };
}

async function create(
  { client }: Awaited<ReturnType<typeof plugin>>,
  type: string,
  inputs: Json,
): Promise<{ id: string; outs: Json }> {
  const request = new proto.CreateRequest()
    .setUrn(`urn:pulumi:test::epicerie::ovhmail:index:${type}::test`)
    .setProperties(toWire(inputs));
  const response = await new Promise<proto.CreateResponse>((resolve, reject) =>
    client.create(request, (error, answer) =>
      error ? reject(error) : resolve(answer),
    ),
  );
  return { id: response.getId(), outs: fromWire(response.getProperties()) };
}

const mailbox = (accountName: string): Json => ({
  domain: "les-amis.example",
  accountName,
  description: "of a test",
  size: 5_000_000_000,
  password: PASSWORD,
});

const redirection: Json = {
  domain: "les-amis.example",
  from: "bureau@les-amis.example",
  to: "contact@les-amis.example",
  localCopy: false,
};

/** Kills a plugin as soon as the vendor has accepted what it asked for. */
async function killedInCreate(type: string, inputs: Json): Promise<void> {
  const served = await plugin();
  const lost = create(served, type, inputs).catch((error: Error) => error);
  const before = JSON.stringify(await mailDirectory(ctx));
  while (JSON.stringify(await mailDirectory(ctx)) === before) await sleep(20);
  served.child.kill("SIGKILL");
  expect(await lost).toBeInstanceOf(Error);
}

it("makes a mailbox that can be logged into, and marks its password secret", async () => {
  const { id, outs } = await create(
    await plugin(),
    "Mailbox",
    mailbox("contact"),
  );
  expect(id).toBe("les-amis.example/contact");
  expect(outs).toMatchObject({ email: "contact@les-amis.example" });
  await trial.withImap("contact@les-amis.example", PASSWORD, () =>
    Promise.resolve(),
  );
});

it("killed while a mailbox is being made, goes on with that one", async () => {
  await trial.faults("mail-async");
  await killedInCreate("Mailbox", mailbox("killed"));
  const { id } = await create(await plugin(), "Mailbox", mailbox("killed"));
  expect(id).toBe("les-amis.example/killed");
  await trial.withImap("killed@les-amis.example", PASSWORD, () =>
    Promise.resolve(),
  );
});

it("killed while a redirection is being made, makes no second one", async () => {
  await trial.faults("mail-async");
  await killedInCreate("Redirection", redirection);
  await create(await plugin(), "Redirection", redirection);
  const { redirections } = await mailDirectory(ctx);
  expect(Object.values(redirections).map(({ will }) => will?.to)).toEqual([
    redirection.to,
  ]);
});

it("is refused with wrong keys, and tells none of them", async () => {
  const secret = "0123456789abcdef0123456789abcdef";
  const wrong = await plugin({ OVH_APPLICATION_SECRET: secret });
  const refused = create(wrong, "Mailbox", mailbox("nobody"));
  await expect(refused).rejects.toThrow("400 Invalid signature");
  const error = (await refused.catch((e: Error) => e)) as Error;
  for (const text of [secret, api.keys.consumerKey, PASSWORD])
    expect(error.message).not.toContain(text);
});

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type InProcessProvider, PartialFailure } from "../engine/provider";
import { type Attached, attach } from "./attach";
import { randomProvider } from "./random/provider";
import { fromWire, isSecret, toWire } from "../provider/wire-values";

const STRING = "urn:pulumi:s::p::random:index/randomString:RandomString::name";
const PASSWORD = STRING.replaceAll("String", "Password");

/** Fails half-way, and remembers its configuration. */
class Clumsy implements InProcessProvider {
  configuration: unknown;

  configure(inputs: unknown): Promise<void> {
    this.configuration = inputs;
    return Promise.resolve();
  }

  create(): Promise<never> {
    return Promise.reject(
      new PartialFailure("no boot", "i-1", { state: "ERROR" }),
    );
  }

  delete(): Promise<never> {
    return Promise.reject(new Error("it is protected"));
  }
}

const clumsy = new Clumsy();
let attached: Attached;
let random: ResourceProviderClient;
let broken: ResourceProviderClient;

beforeAll(async () => {
  attached = await attach({ random: randomProvider(), broken: clumsy });
  const [first, second] = clients(attached);
  random = first as ResourceProviderClient;
  broken = second as ResourceProviderClient;
});
afterAll(async () => {
  random.close();
  broken.close();
  await attached.close();
});

describe("providers attached to the standard CLI", () => {
  it("are found by the CLI's environment", () => {
    expect(attached.env.PULUMI_DEBUG_PROVIDERS).toMatch(
      /^random:\d+,broken:\d+$/,
    );
  });

  it("tell their version and are configured", async () => {
    const info = await call(random, "getPluginInfo", new Empty());
    expect(info.getVersion()).toBe("4.21.2");
    const request = new proto.ConfigureRequest().setArgs(
      toWire({ region: "GRA" }),
    );
    const answer = await call(broken, "configure", request);
    expect(answer.getAcceptsecrets()).toBe(false);
    expect(clumsy.configuration).toEqual({ region: "GRA" });
  });

  it("go through the life of a resource", async () => {
    const check = new proto.CheckRequest()
      .setUrn(STRING)
      .setNews(toWire({ length: 12, special: false }));
    const checked = await call(random, "check", check);
    expect(checked.getFailuresList()).toEqual([]);
    const inputs = fromWire(checked.getInputs());

    const create = new proto.CreateRequest()
      .setUrn(STRING)
      .setProperties(toWire(inputs));
    const made = await call(random, "create", create);
    const outs = fromWire(made.getProperties());
    expect(made.getId()).toMatch(/^[A-Za-z0-9]{12}$/);
    expect(outs).toMatchObject({ result: made.getId(), length: 12 });

    const same = await call(random, "diff", diffRequest(outs, inputs, inputs));
    expect(same.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_NONE);

    const longer = { ...inputs, length: 13 };
    const diff = await call(random, "diff", diffRequest(outs, inputs, longer));
    expect(diff.getChanges()).toBe(proto.DiffResponse.DiffChanges.DIFF_SOME);
    expect(diff.getReplacesList()).toEqual(["length"]);
    expect(diff.getDetaileddiffMap().get("length")?.getKind()).toBe(
      proto.PropertyDiff.Kind.UPDATE_REPLACE,
    );

    const read = new proto.ReadRequest()
      .setId(made.getId())
      .setUrn(STRING)
      .setProperties(toWire(outs));
    const found = await call(random, "read", read);
    expect(fromWire(found.getProperties())).toEqual(outs);

    const gone = new proto.DeleteRequest()
      .setId(made.getId())
      .setUrn(STRING)
      .setProperties(toWire(outs));
    expect(await call(random, "delete", gone)).toBeInstanceOf(Empty);
  });

  it("refuse what the real plugin refuses, by property", async () => {
    const check = new proto.CheckRequest()
      .setUrn(STRING)
      .setNews(toWire({ length: 2, minLower: 3, colour: "red" }));
    const failures = (await call(random, "check", check)).getFailuresList();
    expect(failures.map((failure) => failure.getProperty()).sort()).toEqual([
      "colour",
      "length",
    ]);
  });

  it("mark the outputs that are secret by the schema, and accept secrets", async () => {
    const create = new proto.CreateRequest()
      .setUrn(PASSWORD)
      .setProperties(toWire({ length: 20, keepers: { a: "b" } }, ["keepers"]));
    const made = await call(random, "create", create);
    const raw = made.getProperties()?.toJavaScript();
    expect(isSecret(raw?.result)).toBe(true);
    expect(isSecret(raw?.bcryptHash)).toBe(true);
    expect(raw?.keepers).toEqual({ a: "b" });
    expect(made.getId()).toBe("none");
  });

  it("fail with the provider's message", async () => {
    const gone = new proto.DeleteRequest().setId("x").setUrn(STRING);
    await expect(call(broken, "delete", gone)).rejects.toMatchObject({
      code: grpc.status.UNKNOWN,
      details: "it is protected",
    });
  });

  it("hand over what a failed creation left behind", async () => {
    const create = new proto.CreateRequest().setUrn(STRING);
    const error = (await call(broken, "create", create).catch(
      (thrown: unknown) => thrown,
    )) as grpc.ServiceError;
    const [bytes] = error.metadata.get("grpc-status-details-bin");
    const status = Status.deserializeBinary(bytes as Buffer);
    const detail = proto.ErrorResourceInitFailed.deserializeBinary(
      status.getDetailsList()[0]?.getValue_asU8() as Uint8Array,
    );
    expect(error.details).toBe("no boot");
    expect(detail.getId()).toBe("i-1");
    expect(fromWire(detail.getProperties())).toEqual({ state: "ERROR" });
  });
});

function diffRequest(outs: object, olds: object, news: object) {
  return new proto.DiffRequest()
    .setId("x")
    .setUrn(STRING)
    .setOlds(toWire({ ...outs }))
    .setOldInputs(toWire({ ...olds }))
    .setNews(toWire({ ...news }));
}

function clients({ env }: Attached): ResourceProviderClient[] {
  const places = env.PULUMI_DEBUG_PROVIDERS?.split(",") ?? [];
  return places.map(
    (place) =>
      new ResourceProviderClient(
        `127.0.0.1:${place.split(":")[1] ?? ""}`,
        grpc.credentials.createInsecure(),
      ),
  );
}

interface Calls {
  getPluginInfo: [Empty, { getVersion(): string }];
  configure: [proto.ConfigureRequest, proto.ConfigureResponse];
  check: [proto.CheckRequest, proto.CheckResponse];
  diff: [proto.DiffRequest, proto.DiffResponse];
  create: [proto.CreateRequest, proto.CreateResponse];
  read: [proto.ReadRequest, proto.ReadResponse];
  delete: [proto.DeleteRequest, Empty];
}

/** A call of the SDK's own client as a promise. */
function call<Name extends keyof Calls>(
  client: ResourceProviderClient,
  name: Name,
  request: Calls[Name][0],
): Promise<Calls[Name][1]> {
  type Method = (
    request: Calls[Name][0],
    callback: (error: grpc.ServiceError | null, value: Calls[Name][1]) => void,
  ) => void;
  return new Promise((resolve, reject) =>
    (client[name].bind(client) as unknown as Method)(request, (error, value) =>
      error ? reject(error) : resolve(value),
    ),
  );
}

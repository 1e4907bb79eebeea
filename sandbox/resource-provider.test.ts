import { UNKNOWN } from "../engine/provider";
import {
  type CheckFailure,
  type Json,
  type ResourceHandler,
  ResourceProvider,
} from "./resource-provider";

const VOLUME = "openstack:blockstorage/volume:Volume";
const INSTANCE = "openstack:compute/instance:Instance";
const urn = (type: string) =>
  `urn:pulumi:prod::epicerie::epicerie:components:Server$${type}::data`;

function handler(extra: Partial<ResourceHandler>): ResourceHandler {
  return {
    type: VOLUME,
    create: () => Promise.resolve({ id: "1", outs: {} }),
    delete: () => Promise.resolve(),
    ...extra,
  };
}

/** What a check returns, typed. */
interface Checked {
  inputs: Json;
  failures: CheckFailure[];
}

const provider = (extra: Partial<ResourceHandler> = {}) =>
  new ResourceProvider("openstack", "3.15.2", [handler(extra)]);

describe("a provider made of handlers", () => {
  it("names what the program leaves unnamed, and lists the name as its own", async () => {
    const { inputs, failures } = (await provider({ autoName: "name" }).check(
      urn(VOLUME),
      undefined,
      { size: 2 },
    )) as Checked;
    expect(failures).toEqual([]);
    expect(inputs.name).toMatch(/^data-[0-9a-f]{7}$/);
    expect(inputs.__defaults).toEqual(["name"]);
  });

  it("keeps an automatic name on later checks", async () => {
    const olds = { name: "data-0123456", size: 2, __defaults: ["name"] };
    const { inputs } = (await provider({ autoName: "name" }).check(
      urn(VOLUME),
      olds,
      { size: 3 },
    )) as Checked;
    expect(inputs).toEqual({ ...olds, size: 3 });
  });

  it("refuses a missing and an unexpected property, lets an unknown value pass", async () => {
    const p = provider();
    expect(
      (await p.check(urn(VOLUME), undefined, { sise: 2 })).failures,
    ).toEqual([
      { property: "size", reason: "Missing required property 'size'" },
      {
        property: "sise",
        reason: 'An argument named "sise" is not expected here',
      },
    ]);
    const unknown = await p.check(urn(VOLUME), undefined, { size: UNKNOWN });
    expect(unknown.failures).toEqual([]);
  });

  it("marks nested blocks as the real plugin does, but no maps", async () => {
    const { inputs } = (await provider({ type: INSTANCE }).check(
      urn(INSTANCE),
      undefined,
      { networks: [{ name: "Ext-Net" }], metadata: { a: "b" } },
    )) as Checked;
    expect(inputs).toEqual({
      networks: [{ name: "Ext-Net", __defaults: [] }],
      metadata: { a: "b" },
      __defaults: [],
    });
  });

  it("tells update from replace by the schema", async () => {
    const p = provider();
    const old = { inputs: { size: 2, volumeType: "classic" }, outputs: {} };
    const grown = await p.diffInputs("1", urn(VOLUME), old, {
      size: 3,
      volumeType: "classic",
    });
    expect(grown).toMatchObject({ changes: true, replaces: [] });
    const moved = await p.diffInputs("1", urn(VOLUME), old, {
      size: 2,
      volumeType: "high-speed",
    });
    expect(moved.replaces).toEqual(["volumeType"]);
  });

  it("compares with old outputs where only those are given", async () => {
    const p = provider({
      type: INSTANCE,
      stateOf: (inputs) => ({
        userData: `digest of ${inputs.userData as string}`,
      }),
    });
    const olds = { userData: "digest of a", accessIpV4: "203.0.113.10" };
    const same = await p.diff("1", urn(INSTANCE), olds, { userData: "a" });
    expect(same.changes).toBe(false);
    const changed = await p.diff("1", urn(INSTANCE), olds, { userData: "b" });
    expect(changed.replaces).toEqual(["userData"]);
  });

  it("repeats the inputs in the outputs, with the id and without marks", async () => {
    const p = provider({
      create: () => Promise.resolve({ id: "7", outs: { attachments: [] } }),
    });
    expect(
      await p.create(urn(VOLUME), { size: 2, __defaults: ["name"], name: "n" }),
    ).toEqual({
      id: "7",
      outs: { size: 2, name: "n", attachments: [], id: "7" },
    });
  });

  it("answers a blank id for what is gone, and inputs for what is imported", async () => {
    const gone = provider({ read: () => Promise.resolve(undefined) });
    expect(await gone.read("7", urn(VOLUME), { size: 2 })).toEqual({ id: "" });
    const there = provider({
      read: () => Promise.resolve({ size: 4, attachments: [] }),
    });
    expect(await there.read("7", urn(VOLUME), {})).toEqual({
      id: "7",
      props: { size: 4, attachments: [], id: "7" },
      inputs: { size: 4 },
    });
  });

  it("fails on a type it does not have", async () => {
    await expect(
      provider().create(urn("openstack:dns/zone:Zone"), {}),
    ).rejects.toThrow(
      "the sandbox has no resource type openstack:dns/zone:Zone",
    );
  });
});

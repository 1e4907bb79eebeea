import { UNKNOWN } from "./provider";
import { diffInputs, providerConfig, schemaOf } from "./schema";

const VOLUME = "openstack:blockstorage/volume:Volume";
const SERVICE = "docker:index/service:Service";
const STORAGE = "ovh:CloudProject/storage:Storage";
const lock = (mode: string, period: string) => ({
  status: "enabled",
  rule: { mode, period },
});

describe("the comparison of inputs by schema", () => {
  it.each([
    ["a number written as text", VOLUME, { size: 600 }, { size: "600" }],
    [
      "a boolean written as text",
      VOLUME,
      { enableOnlineResize: true },
      { enableOnlineResize: "true" },
    ],
    ["null and absent", VOLUME, { size: 1 }, { size: 1, description: null }],
    ["an empty map and absent", VOLUME, { size: 1, metadata: {} }, { size: 1 }],
    [
      "a default that the provider filled in",
      VOLUME,
      { size: 1, name: "a-1", __defaults: ["name"] },
      { size: 1 },
    ],
    [
      "a default inside a block",
      SERVICE,
      { endpointSpec: { mode: "vip", ports: [], __defaults: ["mode"] } },
      { endpointSpec: { ports: [] } },
    ],
    [
      "another order of labels, which are a set",
      SERVICE,
      {
        labels: [
          { label: "a", value: "1" },
          { label: "b", value: "2" },
        ],
      },
      {
        labels: [
          { label: "b", value: "2" },
          { label: "a", value: "1" },
        ],
      },
    ],
  ])("finds no change in %s", (_what, type, olds, news) => {
    expect(diffInputs(type, olds, news)).toEqual({
      changes: false,
      replaces: [],
      detailed: {},
    });
  });

  it.each([
    [
      "an update in place",
      VOLUME,
      { size: 1 },
      { size: 2 },
      [],
      { size: "update" },
    ],
    [
      "a removed input",
      VOLUME,
      { size: 1, description: "x" },
      { size: 1 },
      [],
      { description: "delete" },
    ],
    [
      "a replacement",
      VOLUME,
      { size: 1, region: "A" },
      { size: 1, region: "B" },
      ["region"],
      { region: "update-replace" },
    ],
    [
      "an unknown value",
      VOLUME,
      { size: 1 },
      { size: UNKNOWN },
      [],
      { size: "update" },
    ],
    [
      "a key of a map",
      VOLUME,
      { metadata: { a: 1 } },
      { metadata: { a: 1, "b.c": 2 } },
      [],
      { 'metadata["b.c"]': "add" },
    ],
    [
      "an element of a set",
      SERVICE,
      { labels: [{ label: "a", value: "1" }] },
      { labels: [{ label: "a", value: "2" }] },
      [],
      { "labels[0].value": "update" },
    ],
    [
      "a nested property that replaces",
      SERVICE,
      { taskSpec: { containerSpec: { image: "a", sysctl: { x: "1" } } } },
      { taskSpec: { containerSpec: { image: "b", sysctl: { x: "2" } } } },
      ["taskSpec"],
      {
        "taskSpec.containerSpec.image": "update",
        "taskSpec.containerSpec.sysctl.x": "update-replace",
      },
    ],
    [
      "any input of random",
      "random:index/randomId:RandomId",
      { byteLength: 4 },
      { byteLength: 8 },
      ["byteLength"],
      { byteLength: "update-replace" },
    ],
    [
      "a lock that is removed",
      STORAGE,
      { objectLock: { status: "enabled" } },
      {},
      ["objectLock"],
      { objectLock: "delete-replace" },
    ],
    [
      "a lock that comes",
      STORAGE,
      {},
      { objectLock: { status: "enabled" } },
      ["objectLock"],
      { objectLock: "add-replace" },
    ],
    [
      "a lock that is enabled",
      STORAGE,
      { objectLock: { status: "disabled" } },
      { objectLock: { status: "enabled" } },
      ["objectLock"],
      { "objectLock.status": "update-replace" },
    ],
    [
      "a lock that was never enabled, and goes",
      STORAGE,
      { objectLock: { status: "disabled" } },
      {},
      [],
      { objectLock: "delete" },
    ],
    [
      "a lock that gets longer",
      STORAGE,
      { objectLock: lock("governance", "P30D") },
      { objectLock: lock("governance", "P1Y") },
      [],
      { "objectLock.rule.period": "update" },
    ],
    [
      "a lock that gets stricter",
      STORAGE,
      { objectLock: lock("governance", "P30D") },
      { objectLock: lock("compliance", "P30D") },
      [],
      { "objectLock.rule.mode": "update" },
    ],
    [
      "a lock that gets shorter",
      STORAGE,
      { objectLock: lock("governance", "P30D") },
      { objectLock: lock("governance", "P7D") },
      ["objectLock"],
      { "objectLock.rule.period": "update-replace" },
    ],
  ])("finds %s", (_what, type, olds, news, replaces, detailed) => {
    expect(diffInputs(type, olds, news)).toEqual({
      changes: true,
      replaces,
      detailed,
    });
  });

  it("knows secret outputs and required inputs", () => {
    expect(
      schemaOf("random:index/randomPassword:RandomPassword"),
    ).toMatchObject({
      required: ["length"],
      secretOutputs: ["bcryptHash", "result"],
    });
    expect(schemaOf("memory:index:Thing")).toBeUndefined();
  });

  it("reads provider settings in their own types", () => {
    const settings = providerConfig("docker", {
      host: "ssh://a",
      sshOpts: '["-i","key"]',
    });
    expect(settings).toEqual({ host: "ssh://a", sshOpts: ["-i", "key"] });
  });

  it("overlooks none of 2,000 random edits", () => {
    let seed = 7;
    const random = (below: number): number =>
      (seed = (seed * 48271) % 2147483647) % below;
    const value = (depth: number): unknown => {
      const kind = random(depth > 0 ? 5 : 3);
      if (kind === 3) return [value(depth - 1), value(depth - 1)];
      if (kind === 4) return { a: value(depth - 1), b: value(depth - 1) };
      return kind === 0
        ? random(9)
        : kind === 1
          ? `t${random(9)}`
          : random(2) === 1;
    };
    for (let i = 0; i < 2000; i++) {
      const olds = { env: value(3), size: value(1), list: value(2) };
      const key = (["env", "size", "list"] as const)[random(3)] ?? "env";
      const news = { ...olds, [key]: { edited: i } };
      const { changes, detailed } = diffInputs(
        "command:local:Command",
        olds,
        news,
      );
      expect(changes).toBe(true);
      expect(Object.keys(detailed).every((path) => path.startsWith(key))).toBe(
        true,
      );
    }
  });
});

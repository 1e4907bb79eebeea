import { memoryLimits } from "./memory-limits";
import { UNKNOWN } from "./rule";
import { breaches, resource } from "./testing";

const CONTAINER = "docker:index/container:Container";
const SERVICE = "docker:index/service:Service";
const limited = (memoryBytes: unknown) => ({
  taskSpec: { resources: { limits: { memoryBytes } } },
});

describe("memory-limits", () => {
  it.each([
    [CONTAINER, {}],
    [CONTAINER, { memory: 0 }],
    [SERVICE, {}],
    [SERVICE, { taskSpec: { resources: {} } }],
    [SERVICE, limited("[secret]")],
  ])("refuses %s with %j", (type, inputs) => {
    expect(breaches(memoryLimits, resource(type, inputs))).toEqual([
      "has no memory limit: a leak would stop its neighbours",
    ]);
  });

  it.each([
    [CONTAINER, { memory: 256 }],
    [CONTAINER, { memory: UNKNOWN }],
    [SERVICE, limited(536_870_912)],
    [SERVICE, { taskSpec: UNKNOWN }],
    ["docker:index/network:Network", {}],
  ])("accepts %s with %j", (type, inputs) => {
    expect(breaches(memoryLimits, resource(type, inputs))).toEqual([]);
  });
});

import {
  contains,
  defaultPools,
  macOf,
  nextAddress,
  overlap,
  rangeOf,
  toAddress,
  toNumber,
} from "./addresses";

describe("address arithmetic", () => {
  it("goes from text to number and back", () => {
    expect(toAddress(toNumber("203.0.113.42"))).toBe("203.0.113.42");
    expect(toNumber("203.0.113.256")).toBeNaN();
    expect(toNumber("203.0.113")).toBeNaN();
  });

  it("knows the ends of a range, whichever address names it", () => {
    expect(rangeOf("10.0.0.77/24")).toEqual(rangeOf("10.0.0.0/24"));
    expect(rangeOf("10.0.0.0")).toBeUndefined();
    expect(rangeOf("10.0.0.0/33")).toBeUndefined();
  });

  it("sees ranges that overlap, and addresses in a range", () => {
    expect(overlap("10.0.0.0/16", "10.0.5.0/24")).toBe(true);
    expect(overlap("10.0.0.0/24", "10.0.1.0/24")).toBe(false);
    expect(contains("10.0.0.0/24", "10.0.0.255")).toBe(true);
    expect(contains("10.0.0.0/24", "10.0.1.0")).toBe(false);
  });

  it("gives out all but the network, the gateway and the broadcast address", () => {
    expect(defaultPools("10.0.0.0/29", "10.0.0.1")).toEqual([
      ["10.0.0.2", "10.0.0.6"],
    ]);
    expect(defaultPools("10.0.0.0/29", "10.0.0.3")).toEqual([
      ["10.0.0.1", "10.0.0.2"],
      ["10.0.0.4", "10.0.0.6"],
    ]);
    expect(defaultPools("10.0.0.0/29", "")).toEqual([["10.0.0.1", "10.0.0.6"]]);
  });

  it("gives the first free address, and none when all are taken", () => {
    const pools = [["10.0.0.2", "10.0.0.3"]] as const;
    expect(nextAddress(pools, new Set(["10.0.0.2"]))).toBe("10.0.0.3");
    expect(
      nextAddress(pools, new Set(["10.0.0.2", "10.0.0.3"])),
    ).toBeUndefined();
  });

  it("derives the hardware address that Docker would give", () => {
    expect(macOf("203.0.113.42")).toBe("02:42:cb:00:71:2a");
  });
});

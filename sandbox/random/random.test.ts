import { compare } from "bcryptjs";
import type { Json } from "../resource-provider";
import { create } from "../testing";
import { generateCharacters } from "./characters";
import { randomProvider } from "./provider";

const provider = randomProvider();

async function make(type: string, inputs: Json) {
  const token = `random:index/${type[0]?.toLowerCase()}${type.slice(1)}:${type}`;
  const urn = `urn:pulumi:s::p::${token}::name`;
  const { id, outs } = await create(provider, urn, inputs);
  return { id, outs: outs as Json & { result: string } };
}

describe("a random password", () => {
  it("has the state that the real provider writes", async () => {
    const { id, outs } = await make("RandomPassword", { length: 20 });
    const { result, bcryptHash, ...rest } = outs;
    expect(id).toBe("none");
    expect(result).toMatch(/^[\w!@#$%&*()=+[\]{}<>:?-]{20}$/);
    expect(await compare(result, bcryptHash as string)).toBe(true);
    expect(rest).toEqual({
      __meta: '{"schema_version":"3"}',
      length: 20,
      lower: true,
      minLower: 0,
      minNumeric: 0,
      minSpecial: 0,
      minUpper: 0,
      number: true,
      numeric: true,
      special: true,
      upper: true,
    });
  });

  it("hashes the first 72 bytes of a longer one", async () => {
    const { outs } = await make("RandomPassword", { length: 100 });
    const hash = outs.bcryptHash as string;
    expect(await compare(outs.result.slice(0, 72), hash)).toBe(true);
  });

  it("keeps to the characters and the least numbers that are asked for", async () => {
    const { outs } = await make("RandomPassword", {
      length: 12,
      upper: false,
      minNumeric: 4,
      minSpecial: 3,
      overrideSpecial: "_",
    });
    expect(outs.result).toMatch(/^[a-z0-9_]{12}$/);
    expect(outs.result.match(/\d/g)?.length).toBeGreaterThanOrEqual(4);
    expect(outs.result.match(/_/g)?.length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ["is empty", { length: 0 }, "expected length to be at least 1"],
    [
      "is shorter than what it must hold",
      { length: 3, minUpper: 4 },
      "length (3) must be at least the sum of minLower, minUpper, minNumeric and minSpecial (4)",
    ],
    [
      "contradicts itself",
      { length: 8, number: true, numeric: false },
      "number and numeric must be set to the same value",
    ],
    [
      "has no character to choose from",
      { length: 8, upper: false, lower: false, numeric: false, special: false },
      "the character set specified is empty",
    ],
  ])("fails when it %s", async (_case, inputs, message) => {
    await expect(make("RandomPassword", inputs)).rejects.toThrow(message);
  });
});

describe("random characters", () => {
  it("use every character of the set, each about as often", () => {
    const rules = {
      ...{ length: 36_000, lower: true, upper: false, numeric: true },
      ...{ special: false, minLower: 0, minUpper: 0, minNumeric: 0 },
      ...{ minSpecial: 0, overrideSpecial: "" },
    };
    const counts = new Map<string, number>();
    for (const letter of generateCharacters(rules))
      counts.set(letter, (counts.get(letter) ?? 0) + 1);
    expect(counts.size).toBe(36);
    // 1,000 expected of each; seven standard deviations either way.
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(780);
      expect(count).toBeLessThan(1220);
    }
  });
});

describe("the other random types", () => {
  it("RandomString is its own id", async () => {
    const { id, outs } = await make("RandomString", { length: 5 });
    expect(outs.result).toBe(id);
    expect(outs.__meta).toBe('{"schema_version":"2"}');
  });

  it("RandomId gives one value in every notation", async () => {
    const { id, outs } = await make("RandomId", {
      byteLength: 4,
      prefix: "p-",
    });
    const value = Buffer.from(id, "base64url");
    expect(value).toHaveLength(4);
    expect(outs).toEqual({
      b64Std: `p-${value.toString("base64")}`,
      b64Url: `p-${id}`,
      byteLength: 4,
      dec: `p-${value.readUInt32BE()}`,
      hex: `p-${value.toString("hex")}`,
      prefix: "p-",
    });
  });

  it("RandomBytes gives as many bytes as asked for", async () => {
    const { outs } = await make("RandomBytes", { length: 16 });
    expect(outs.hex).toMatch(/^[0-9a-f]{32}$/);
    expect(Buffer.from(outs.base64 as string, "base64").toString("hex")).toBe(
      outs.hex,
    );
  });

  it("RandomInteger stays within its bounds and reaches both", async () => {
    const seen = new Set<unknown>();
    for (let i = 0; i < 100; i++)
      seen.add((await make("RandomInteger", { min: 1, max: 2 })).outs.result);
    expect([...seen].sort()).toEqual([1, 2]);
  });

  it("RandomShuffle keeps its values, and repeats them when more are asked for", async () => {
    const { outs } = await make("RandomShuffle", {
      inputs: ["a", "b", "c"],
      resultCount: 6,
    });
    expect([...(outs.results as string[])].sort()).toEqual([
      ...["a", "a", "b", "b", "c", "c"],
    ]);
  });

  it("RandomPet is words in their order", async () => {
    const { id } = await make("RandomPet", { length: 3, prefix: "les-amis" });
    expect(id).toMatch(/^les-amis-[a-z]+ly-[a-z]+-[a-z]+$/);
  });

  it("RandomUuid4 and RandomUuid7 have their versions and variant", async () => {
    const four = (await make("RandomUuid4", {})).id;
    const seven = (await make("RandomUuid7", {})).id;
    const shape =
      /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(shape.exec(four)?.[1]).toBe("4");
    expect(shape.exec(seven)?.[1]).toBe("7");
    const time = parseInt(seven.replace("-", "").slice(0, 12), 16);
    expect(Math.abs(Date.now() - time)).toBeLessThan(60_000);
  });

  it("refuses a seed, whose value only the real plugin can give", async () => {
    const seeded = { min: 1, max: 2, seed: "x" };
    await expect(make("RandomInteger", seeded)).rejects.toThrow(/pulumi CLI/);
  });
});

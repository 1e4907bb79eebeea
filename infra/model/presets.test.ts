import { catalog } from "../../apps-catalog/catalog";
import type { AppDefinition } from "../../apps-catalog/define-app";
import { DEFAULT_SIZE, isSize, presets, SIZES } from "./presets";

describe("the sizes", () => {
  it("grow from one to the next", () => {
    const amounts = SIZES.map((size) => presets[size]);
    const grow = (values: readonly number[]): void => {
      expect([...values].sort((a, b) => a - b)).toEqual(values);
      expect(new Set(values).size).toBe(values.length);
    };
    grow(amounts.map(({ disk }) => disk));
    grow(amounts.map(({ memoryFactor }) => memoryFactor));
  });

  it("leave an app what the catalog calls usual unless a larger one is asked for", () => {
    expect(DEFAULT_SIZE).toBe("small");
    expect(presets.small.memoryFactor).toBe(1);
  });

  it("have room on their disk for any one app", () => {
    for (const { id, needs } of Object.values<AppDefinition>(catalog))
      expect([id, needs.disk <= presets.small.disk]).toEqual([id, true]);
  });

  it("are known by name", () => {
    expect([isSize("medium"), isSize("huge")]).toEqual([true, false]);
  });
});

import { randomInt } from "node:crypto";
import type { Json, ResourceHandler } from "../resource-provider";
import { shuffle } from "./characters";
import { isKnown } from "./bounds";

const base = {
  delete: () => Promise.resolve(),
};

/** A seed asks for the same value everywhere, which only the real provider's generator gives. */
function refuseSeed(inputs: Json) {
  return inputs.seed === undefined
    ? []
    : [
        {
          property: "seed",
          reason: "seeded values need the pulumi CLI and the real plugin",
        },
      ];
}

/** A whole number between `min` and `max`, both included. */
export const randomInteger: ResourceHandler = {
  ...base,
  type: "random:index/randomInteger:RandomInteger",
  check(inputs) {
    const known = isKnown(inputs.min) && isKnown(inputs.max);
    const reversed = known && Number(inputs.min) > Number(inputs.max);
    return [
      ...refuseSeed(inputs),
      ...(reversed
        ? [
            {
              property: "min",
              reason: "the minimum value needs to be smaller than the maximum",
            },
          ]
        : []),
    ];
  },
  create(inputs) {
    const result = randomInt(Number(inputs.min), Number(inputs.max) + 1);
    return Promise.resolve({
      id: String(result),
      outs: { ...inputs, result },
    });
  },
};

/** The given values in another order, or only the first `resultCount` of it. */
export const randomShuffle: ResourceHandler = {
  ...base,
  type: "random:index/randomShuffle:RandomShuffle",
  check: refuseSeed,
  create(inputs) {
    const values = inputs.inputs as string[];
    const count = Number(inputs.resultCount ?? values.length);
    const results: string[] = [];
    while (values.length > 0 && results.length < count)
      results.push(...shuffle(values));
    return Promise.resolve({
      id: "-",
      outs: { ...inputs, results: results.slice(0, count) },
    });
  },
};

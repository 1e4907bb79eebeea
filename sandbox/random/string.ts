import { hash } from "bcryptjs";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Json, ResourceHandler } from "../resource-provider";
import { type CharacterRules, generateCharacters } from "./characters";
import { isKnown } from "./bounds";

/** bcrypt reads 72 bytes; the real provider hashes that much of a longer password. */
const BCRYPT_BYTES = 72;
/** Go's `bcrypt.DefaultCost`. */
const BCRYPT_COST = 10;

/** A random string that is shown; its value is also its id. */
export const randomString: ResourceHandler = {
  type: "random:index/randomString:RandomString",
  check: checkRules,
  create(inputs) {
    const rules = resolveRules(inputs);
    const result = generateCharacters(rules);
    return Promise.resolve({
      id: result,
      outs: { ...stateOf(inputs, rules, "2"), result },
    });
  },
  delete: () => Promise.resolve(),
};

/** A random string that is a secret; its id says nothing of it. */
export const randomPassword: ResourceHandler = {
  type: "random:index/randomPassword:RandomPassword",
  check: checkRules,
  async create(inputs) {
    const rules = resolveRules(inputs);
    const result = generateCharacters(rules);
    const hashed = Buffer.from(result).subarray(0, BCRYPT_BYTES).toString();
    const bcryptHash = await hash(hashed, BCRYPT_COST);
    return {
      id: "none",
      outs: { ...stateOf(inputs, rules, "3"), result, bcryptHash },
    };
  },
  delete: () => Promise.resolve(),
};

/** `number` is the older name of `numeric`: whichever is given counts for both. */
function resolveRules(inputs: Json): CharacterRules {
  const flag = (value: unknown) =>
    value === undefined ? true : value === true;
  const count = (value: unknown) => (value === undefined ? 0 : Number(value));
  return {
    length: Number(inputs.length),
    lower: flag(inputs.lower),
    upper: flag(inputs.upper),
    numeric: flag(inputs.numeric ?? inputs.number),
    special: flag(inputs.special),
    minLower: count(inputs.minLower),
    minUpper: count(inputs.minUpper),
    minNumeric: count(inputs.minNumeric),
    minSpecial: count(inputs.minSpecial),
    overrideSpecial: (inputs.overrideSpecial as string | undefined) ?? "",
  };
}

function checkRules(inputs: Json): CheckFailure[] {
  const used = [
    "length",
    "minLower",
    "minUpper",
    "minNumeric",
    "minSpecial",
    "number",
    "numeric",
  ];
  if (!used.every((name) => isKnown(inputs[name]))) return [];
  const rules = resolveRules(inputs);
  const failures: CheckFailure[] = [];
  if (!(rules.length >= 1))
    failures.push({
      property: "length",
      reason: "expected length to be at least 1",
    });
  const sum =
    rules.minLower + rules.minUpper + rules.minNumeric + rules.minSpecial;
  if (rules.length < sum)
    failures.push({
      property: "length",
      reason: `length (${rules.length}) must be at least the sum of minLower, minUpper, minNumeric and minSpecial (${sum})`,
    });
  if (
    inputs.number !== undefined &&
    inputs.numeric !== undefined &&
    inputs.number !== inputs.numeric
  )
    failures.push({
      property: "number",
      reason: "number and numeric must be set to the same value",
    });
  return failures;
}

/** What the real provider stores beside the result; `schema` is its version of the state, without which it would migrate it. */
function stateOf(inputs: Json, rules: CharacterRules, schema: string): Json {
  const { overrideSpecial, ...stored } = rules;
  return {
    __meta: JSON.stringify({ schema_version: schema }),
    ...stored,
    number: rules.numeric,
    ...(overrideSpecial ? { overrideSpecial } : {}),
    ...(inputs.keepers === undefined ? {} : { keepers: inputs.keepers }),
  };
}

import { ProblemList } from "./problems";
import { fitting, hasShape, type Shape } from "./shape";
import { said } from "./testing";

interface Input {
  readonly name: string;
  readonly size?: number;
  readonly tags?: readonly string[];
}
const shape: Shape<Input> = {
  name: { kind: "text", required: true },
  size: { kind: "number" },
  tags: { kind: "list" },
};

const based: Shape<Input> = { ...shape, size: { kind: "number", basis: true } };

it.each<[unknown, unknown]>([
  [
    { name: "a", size: 1 },
    { name: "a", size: 1 },
  ],
  [{ name: "a", tags: "b", colour: 1 }, { name: "a" }],
  [{ name: "a", size: undefined }, { name: "a" }],
  [{ name: "a", size: "1", tags: [] }, undefined],
  [{ name: 1, size: 1 }, undefined],
  [{ tags: [] }, undefined],
  ["a", undefined],
])("keeps of %j what others can be checked against", (value, expected) => {
  const list = new ProblemList("f.ts");
  expect(fitting(value, based, list)).toEqual(expected);
  expect(list.all).toHaveLength(problemsOf(value).length);
});

function problemsOf(value: unknown): string[] {
  const list = new ProblemList("f.ts");
  expect(hasShape<Input>(value, shape, list)).toBe(list.all.length === 0);
  return said(list.all);
}

it.each<[unknown, RegExp[]]>([
  [{ name: "a", size: 1, tags: [] }, []],
  [{ name: "a" }, []],
  [{}, [/name: a value is missing/]],
  [
    { name: "a", colour: 1 },
    [/colour: unknown field .*\. Remove it, .* name, size and tags/],
  ],
  [
    { name: "a", sizee: 1 },
    [/sizee: unknown field .*\. Did you mean size\? Remove it, /],
  ],
  [
    { name: 1, size: "1", tags: {} },
    [/name: .*a text in quotes/, /size: .*a number/, /tags: .*a list/],
  ],
  [{ name: "a", size: NaN }, [/size: this is not the right type/]],
  ["a", [/f\.ts: this is not the right type .*an object/]],
  [null, [/an object/]],
])("tells of %j all that is wrong with its fields", (value, messages) => {
  expect(problemsOf(value)).toEqual(
    messages.map((message): unknown => expect.stringMatching(message)),
  );
});

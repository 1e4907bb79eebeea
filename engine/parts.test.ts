import { decide, desiredInputs } from "./decide";
import type { DetailedDiff } from "./provider";
import { contains, parsePath } from "./paths";
import { Scrubber } from "./secrets";
import { aliasUrns, createUrn, parseUrn } from "./urn";

describe("the step decider", () => {
  const old = { urn: "u", custom: true, type: "t", inputs: {} };
  const goal = { replaceOnChanges: [], deleteBeforeReplace: undefined };
  const change = (detailed: DetailedDiff) => ({ changes: true, detailed });

  it.each([
    ["nothing", old, goal, { changes: false }, "same", false],
    ["a change", old, goal, change({ a: "update" }), "update", false],
    [
      "a change that replaces",
      old,
      goal,
      change({ a: "update-replace" }),
      "replace",
      false,
    ],
    [
      "a change that the provider says replaces",
      old,
      goal,
      { changes: true, replaces: ["a"] },
      "replace",
      false,
    ],
    [
      "a provider that needs the old one gone",
      old,
      goal,
      { changes: true, replaces: ["a"], deleteBeforeReplace: true },
      "replace",
      true,
    ],
    [
      "a program that knows better",
      old,
      { ...goal, deleteBeforeReplace: false },
      { changes: true, replaces: ["a"], deleteBeforeReplace: true },
      "replace",
      false,
    ],
    [
      "a resource that failed half-way",
      { ...old, initErrors: ["x"] },
      goal,
      { changes: false },
      "update",
      false,
    ],
    [
      "a resource that is already deleted",
      { ...old, pendingReplacement: true },
      goal,
      { changes: false },
      "replace",
      true,
    ],
    [
      "replaceOnChanges",
      old,
      { ...goal, replaceOnChanges: ["a[*].b"] },
      change({ "a[1].b": "add" }),
      "replace",
      false,
    ],
    [
      "replaceOnChanges elsewhere",
      old,
      { ...goal, replaceOnChanges: ["a[*].b"] },
      change({ "a[1].c": "add" }),
      "update",
      false,
    ],
  ] as const)(
    "decides on %s",
    (_what, state, wanted, diff, op, deleteBefore) => {
      const initErrors = "initErrors" in state ? [...state.initErrors] : [];
      expect(
        decide({ ...state, initErrors }, wanted, {
          ...diff,
          replaces: "replaces" in diff ? [...diff.replaces] : [],
        }),
      ).toMatchObject({ op, deleteBefore });
    },
  );

  it("ignores changes below a wildcard, and additions", () => {
    const olds = { ...old, inputs: { list: [{ a: 1, b: 1 }], map: { x: 1 } } };
    const inputs = { list: [{ a: 2, b: 2 }], map: { x: 1, y: 2 }, fresh: 1 };
    const wanted = desiredInputs(
      { inputs, ignoreChanges: ["list[*].a", "map", "fresh"] },
      olds,
    );
    expect(wanted).toEqual({ list: [{ a: 1, b: 2 }], map: { x: 1 } });
  });
});

describe("names", () => {
  it("property paths are read in all their forms", () => {
    expect(parsePath('a.b[0]["x.y"][*].c')).toEqual([
      "a",
      "b",
      0,
      "x.y",
      "*",
      "c",
    ]);
    expect(contains(parsePath("a[*]"), parsePath("a[3].b"))).toBe(true);
    expect(contains(parsePath("a[*]"), parsePath("a"))).toBe(false);
  });

  it("URNs are built and taken apart", () => {
    const parent = createUrn("s", "p", "", "x:y:Group", "g");
    const child = createUrn("s", "p", parent, "a:b:C", "n::with::colons");
    expect(child).toBe("urn:pulumi:s::p::x:y:Group$a:b:C::n::with::colons");
    expect(parseUrn(child)).toEqual({
      stack: "s",
      project: "p",
      qualifiedType: "x:y:Group$a:b:C",
      type: "a:b:C",
      name: "n::with::colons",
    });
  });

  it("aliases change the name, the type, the project, the stack or the parent", () => {
    const parent = createUrn("s", "p", "", "x:y:Group", "g");
    const resource = { urn: createUrn("s", "p", parent, "a:b:C", "n"), parent };
    const aliases = [
      { name: "m" },
      { type: "a:b:D" },
      { project: "q", stack: "t" },
      { noParent: true },
      { urn: "urn:x" },
    ];
    expect(aliasUrns(resource, aliases, new Map())).toEqual([
      "urn:pulumi:s::p::x:y:Group$a:b:C::m",
      "urn:pulumi:s::p::x:y:Group$a:b:D::n",
      "urn:pulumi:t::q::x:y:Group$a:b:C::n",
      "urn:pulumi:s::p::a:b:C::n",
      "urn:x",
    ]);
  });
});

describe("the removal of secrets from texts", () => {
  it("finds them whole, quoted in JSON, and line by line", () => {
    const scrubber = new Scrubber();
    scrubber.add([
      'pass"word',
      "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END KEY-----",
      "no",
    ]);
    expect(
      scrubber.scrub(
        'pass"word {"p":"pass\\"word"} MIIEvQIBADANBgkqhkiG9w0 no',
      ),
    ).toBe('[secret] {"p":"[secret]"} [secret] no');
  });

  it("leaves a short word that stands openly elsewhere, and no longer text", () => {
    const scrubber = new Scrubber();
    const password = "correct horse battery";
    scrubber.add(["debian", "203.0.113.2", password, "hunter22"]);
    scrubber.addOpen(["debian", "203.0.113.2", password]);
    expect(scrubber.scrub(`debian@203.0.113.2: ${password}, hunter22`)).toBe(
      "debian@203.0.113.2: [secret], [secret]",
    );
  });
});

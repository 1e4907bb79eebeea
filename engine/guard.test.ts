import * as pulumi from "@pulumi/pulumi";
import { type EngineOptions, preview, up } from "./engine";
import { TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("what the program asks for", () => {
  let stack: TestStack;
  beforeEach(() => (stack = new TestStack()));
  afterEach(() => stack.remove());

  const things = (
    args: Record<string, unknown>,
    options?: pulumi.CustomResourceOptions,
  ): EngineOptions["program"] =>
    async function body() {
      const a = new Thing("a", args, options);
      new Thing("b", { value: a.made });
      return Promise.resolve({});
    };

  it("is in the result, changed or not, without its secrets, and as protected as the program says", async () => {
    const program = (protect: boolean) =>
      things({ value: pulumi.secret("hidden"), fixed: 1 }, { protect });
    await up(stack.options(program(false)));
    const again = await preview(stack.options(program(true)));
    expect(again.changes).toEqual({ same: 3 });
    expect(
      again.resources.find(({ urn }) => urn.endsWith("::a")),
    ).toMatchObject({
      urn: "urn:pulumi:test::proj::memory:index:Thing::a",
      type: "memory:index:Thing",
      inputs: { value: "[secret]", fixed: 1 },
      protect: true,
    });
  });

  it("is refused by a guard before anything is done for it, and what depends on it is not started", async () => {
    const refuse: EngineOptions["guard"] = ({ urn, inputs }) => {
      if (urn.endsWith("::a")) throw new Error(`not ${String(inputs.fixed)}`);
    };
    const created = await up(
      stack.options(things({ fixed: 1 }), { guard: refuse }),
    );
    expect(created.ok).toBe(false);
    expect(created.diagnostics).toEqual([
      {
        severity: "error",
        message: "not 1",
        urn: "urn:pulumi:test::proj::memory:index:Thing::a",
      },
    ]);
    expect(stack.provider.calls).toEqual([]);

    await up(stack.options(things({ fixed: 1 })));
    stack.provider.calls.length = 0;
    const options = { deleteBeforeReplace: true };
    const program = things({ fixed: 2 }, options);
    const replaced = await up(stack.options(program, { guard: refuse }));
    expect(replaced.diagnostics[0]?.message).toBe("not 2");
    expect(stack.provider.calls).toEqual([]);
  });

  it("is shown to the guard with values that a preview could not know", async () => {
    const seen: unknown[] = [];
    const guard: EngineOptions["guard"] = ({ inputs }) => {
      seen.push(inputs.value);
    };
    await up(stack.options(things({ value: 1 }), { guard }));
    const made = stack.named("a")?.outputs.made;
    expect(made).toBeDefined();
    expect(seen).toEqual([1, made]);
  });
});

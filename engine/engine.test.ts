import * as pulumi from "@pulumi/pulumi";
import { destroy, preview, refresh, stackOutputs, up } from "./engine";
import { Group, TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("the engine", () => {
  let stack: TestStack;
  beforeEach(() => (stack = new TestStack()));
  afterEach(() => stack.remove());

  const chain = () => {
    const a = new Thing("a", { value: 1 });
    const b = new Thing("b", { value: a.made });
    return Promise.resolve({ made: b.made });
  };

  it("creates in dependency order, then finds nothing to do", async () => {
    const first = await up(stack.options(chain));
    expect(first.diagnostics).toEqual([]);
    expect(first.ok).toBe(true);
    expect(stack.provider.calls).toEqual(["create a", "create b"]);
    expect(first.changes).toEqual({ create: 3 });
    expect(
      await stackOutputs(stack.backend, "proj", "test", "correct horse"),
    ).toEqual({
      made: { value: 'made of "made of 1"', secret: false },
    });
    const text = stack.text;
    const second = await up(stack.options(chain));
    expect(second.changes).toEqual({ same: 3 });
    expect(stack.text).toBe(text);
    expect((await preview(stack.options(chain))).changes).toEqual({ same: 3 });
  });

  it("previews unknown values without creating anything", async () => {
    const result = await preview(stack.options(chain));
    expect(result.changes).toEqual({ create: 3 });
    expect(result.outputs).toEqual({
      made: { value: undefined, secret: false },
    });
    expect(stack.provider.calls).toEqual([]);
  });

  it("previews what an output adds to an input that stays", async () => {
    const program = (size: number) => () => {
      const server = new Thing("server", {
        value: [{ name: "Ext-Net" }],
        size,
      });
      const address = server.value.apply(
        (networks) => (networks as { address?: string }[])[0]?.address ?? "",
      );
      new Thing("script", { value: address });
      return Promise.resolve({});
    };
    const value = [{ name: "Ext-Net", address: "203.0.113.10" }];
    stack.provider.create = (urn, inputs) => {
      const isServer = urn.endsWith("::server");
      const outs = { ...inputs, id: urn, made: "" };
      return Promise.resolve({
        id: urn,
        outs: isServer ? { ...outs, value } : outs,
      });
    };
    await up(stack.options(program(1)));
    const { steps } = await preview(stack.options(program(2)));
    const touched = steps.filter(({ op }) => op !== "same");
    expect(touched.map(({ urn }) => urn.split("::").pop())).toEqual(["server"]);
  });

  it("updates in place, replaces new before old, deletes last", async () => {
    await up(stack.options(chain));
    stack.provider.calls.length = 0;
    const changed = await up(
      stack.options(() => {
        const a = new Thing("a", { value: 2, fixed: 1 });
        new Thing("c", { value: a.made });
        return Promise.resolve({});
      }),
    );
    expect(changed.diagnostics).toEqual([]);
    expect(changed.changes).toEqual({
      same: 1,
      replace: 1,
      create: 1,
      delete: 1,
    });
    expect(stack.provider.calls).toEqual([
      "create a",
      "create c",
      "delete b",
      "delete a",
    ]);
    expect(stack.resources.map(({ urn }) => urn.split("::").pop())).toEqual([
      "proj-test",
      "default",
      "a",
      "c",
    ]);
  });

  it("refreshes what changed elsewhere and destroys everything in reverse", async () => {
    await up(
      stack.options(() => {
        const group = new Group("g");
        const a = new Thing("a", { value: 1 }, { parent: group });
        new Thing("b", { value: a.made }, { parent: group });
        return Promise.resolve({});
      }),
    );
    const [id = ""] = [...stack.provider.world.keys()].filter((key) =>
      key.startsWith("a-"),
    );
    stack.provider.world.set(id, { ...stack.provider.world.get(id), value: 9 });
    const drift = await refresh(stack.options(chain));
    expect(drift.changes).toEqual({ update: 1, same: 1 });
    expect(stack.named("a")?.inputs.value).toBe(9);
    stack.provider.calls.length = 0;
    const gone = await destroy(stack.options(chain));
    expect(gone.changes).toEqual({ delete: 4 });
    expect(stack.provider.calls).toEqual(["delete b", "delete a"]);
    expect(stack.provider.world.size).toBe(0);
    expect(JSON.parse(stack.text)).toMatchObject({ version: 3 });
  });

  it("takes what was filled in and changed elsewhere for no default any more", async () => {
    const program = () => Promise.resolve({ name: new Thing("a").name });
    await up(stack.options(program));
    expect(stack.named("a")?.inputs.__defaults).toEqual(["name"]);
    const [id = ""] = stack.provider.world.keys();
    stack.provider.world.set(id, {
      ...stack.provider.world.get(id),
      name: "renamed",
    });
    await refresh(stack.options(program));
    const { inputs } = stack.named("a") ?? {};
    expect(inputs).toEqual({ name: "renamed", __defaults: [] });
  });

  it("fails with the message alone for a RunError", async () => {
    const result = await up(
      stack.options(() =>
        Promise.reject(new pulumi.RunError("write a domain")),
      ),
    );
    expect(result.ok).toBe(false);
    expect(result.diagnostics).toEqual([
      { severity: "error", message: "write a domain" },
    ]);
  });
});

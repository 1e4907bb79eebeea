import * as pulumi from "@pulumi/pulumi";
import { type Result, up } from "./engine";
import { Group, TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

type Options = pulumi.CustomResourceOptions;
type Body = () => void;

describe("resource options", () => {
  let stack: TestStack;
  beforeEach(() => (stack = new TestStack()));
  afterEach(() => stack.remove());

  const of = (body: Body) => () => {
    body();
    return Promise.resolve({});
  };
  const run = async (body: Body): Promise<Result> => {
    stack.provider.calls.length = 0;
    return up(stack.options(of(body)));
  };
  const ok = async (body: Body): Promise<Result> => {
    const result = await run(body);
    expect(result.diagnostics).toEqual([]);
    return result;
  };
  const thing = (args: Record<string, unknown>, options?: Options) => () =>
    void new Thing("a", args, options);

  it("protect: refuses to delete, and to replace, until it is taken away", async () => {
    await ok(thing({ fixed: 1 }, { protect: true }));
    const replaced = await run(thing({ fixed: 2 }, { protect: true }));
    expect(replaced.diagnostics[0]?.message).toMatch(
      /^unable to replace resource ".*::a"\nas it is currently marked for protection/,
    );
    const removed = await run(() => undefined);
    expect(removed.diagnostics[0]?.message).toMatch(
      /^unable to delete resource/,
    );
    expect(stack.provider.calls).toEqual([]);
    await ok(thing({ fixed: 2 }, { protect: false }));
    expect(stack.provider.calls).toEqual(["create a", "delete a"]);
  });

  it("protect: is inherited from the parent", async () => {
    await ok(
      () =>
        void new Thing("a", {}, { parent: new Group("g", { protect: true }) }),
    );
    expect(stack.named("a")?.protect).toBe(true);
  });

  it("ignoreChanges: keeps the old value, at any depth", async () => {
    const ignoreChanges = ["value", "map.inner", "list[1]"];
    await ok(
      thing(
        { value: 1, map: { inner: 1, other: 1 }, list: [1, 1] },
        { ignoreChanges },
      ),
    );
    const result = await ok(
      thing(
        { value: 2, map: { inner: 2, other: 1 }, list: [1, 2] },
        { ignoreChanges },
      ),
    );
    expect(result.changes).toEqual({ same: 2 });
    const other = await ok(
      thing(
        { value: 2, map: { inner: 2, other: 2 }, list: [1, 2] },
        { ignoreChanges },
      ),
    );
    expect(other.steps.at(-1)?.detailed).toEqual({ "map.other": "update" });
    expect(stack.named("a")?.inputs).toMatchObject({
      value: 1,
      map: { inner: 1, other: 2 },
    });
  });

  it("replaceOnChanges: makes an update a replacement", async () => {
    const replaceOnChanges = ["list[*]"];
    await ok(thing({ list: [1], value: 1 }, { replaceOnChanges }));
    expect(
      (await ok(thing({ list: [1], value: 2 }, { replaceOnChanges }))).changes,
    ).toEqual({ same: 1, update: 1 });
    const result = await ok(
      thing({ list: [2], value: 2 }, { replaceOnChanges }),
    );
    expect(result.steps.at(-1)).toMatchObject({
      op: "replace",
      replaceReasons: ["list"],
      detailed: { "list[0]": "update-replace" },
    });
  });

  it("deleteBeforeReplace: deletes first, with those that cannot live without it", async () => {
    const body =
      (fixed: number): Body =>
      () => {
        const a = new Thing("a", { fixed }, { deleteBeforeReplace: true });
        const b = new Thing("b", { fixed: a.id });
        new Thing("c", { value: b.id });
        new Thing("d", {}, { dependsOn: [a] });
      };
    await ok(body(1));
    const result = await ok(body(2));
    expect(result.changes).toEqual({ same: 2, replace: 2, update: 1 });
    expect(stack.provider.calls).toEqual([
      "delete b",
      "delete a",
      "create a",
      "create b",
      "update c",
    ]);
    expect(
      stack.resources.filter((resource) => resource.pendingReplacement),
    ).toEqual([]);
  });

  it("deleteBeforeReplace: the provider may ask for it", async () => {
    await ok(thing({ fixed: 1 }));
    stack.provider.deleteBeforeReplace = true;
    await ok(thing({ fixed: 2 }));
    expect(stack.provider.calls).toEqual(["delete a", "create a"]);
    await ok(thing({ fixed: 3 }, { deleteBeforeReplace: false }));
    expect(stack.provider.calls).toEqual(["create a", "delete a"]);
  });

  it("a replacement gets a new automatic name", async () => {
    await ok(thing({ fixed: 1 }));
    const name = stack.named("a")?.inputs.name;
    await ok(thing({ fixed: 1, value: 1 }));
    expect(stack.named("a")?.inputs.name).toBe(name);
    await ok(thing({ fixed: 2, value: 1 }));
    expect(stack.named("a")?.inputs.name).not.toBe(name);
  });

  it("retainOnDelete: forgets without deleting", async () => {
    await ok(thing({}, { retainOnDelete: true }));
    const result = await ok(() => undefined);
    expect(result.steps.at(-1)).toMatchObject({ op: "delete", retained: true });
    expect(stack.provider.world.size).toBe(1);
    expect(stack.named("a")).toBeUndefined();
  });

  it("deletedWith: asks nothing for what goes with another", async () => {
    await ok(() => {
      const a = new Thing("a");
      new Thing("b", {}, { deletedWith: a });
    });
    expect((await ok(() => undefined)).changes).toEqual({ same: 1, delete: 2 });
    expect(stack.provider.calls).toEqual(["delete a"]);
  });

  it("aliases: follows a renamed resource, and its children, whatever refers to them", async () => {
    await ok(() => {
      const group = new Group("old");
      const a = new Thing("old-a", {}, { parent: group });
      new Thing("z", { value: a.id });
    });
    const result = await ok(() => {
      const group = new Group("new", { aliases: [{ name: "old" }] });
      const a = new Thing("new-a", {}, { parent: group });
      new Thing("z", { value: a.id });
    });
    expect(result.changes).toEqual({ same: 4 });
    expect(stack.text).not.toContain('old-a"');
    expect(stack.text).not.toContain('::old"');
  });

  it("import: adopts what is described as it is, refuses what is not", async () => {
    stack.provider.world.set("there", { value: 1, name: "n", id: "there" });
    const wrong = await run(
      thing({ value: 2, name: "n" }, { import: "there" }),
    );
    expect(wrong.diagnostics[0]?.message).toBe(
      "the program does not describe what is to be imported; these inputs differ: value",
    );
    const missing = await run(thing({}, { import: "nowhere" }));
    expect(missing.diagnostics[0]?.message).toBe(
      'nothing to import: memory:index:Thing "nowhere" does not exist',
    );
    const body = thing({ value: 1, name: "n" }, { import: "there" });
    expect((await ok(body)).changes).toEqual({ same: 1, import: 1 });
    expect(stack.named("a")).toMatchObject({ id: "there", importID: "there" });
    expect((await ok(body)).changes).toEqual({ same: 2 });
    expect(stack.provider.calls).toEqual([]);
  });

  it("get: reads without managing", async () => {
    stack.provider.world.set("there", { value: 7, id: "there" });
    const body = (): void => {
      const there = new Thing("there", {}, { id: "there" });
      new Thing("a", { value: there.value });
    };
    expect((await ok(body)).changes).toEqual({ create: 2, read: 1 });
    expect(stack.named("there")).toMatchObject({ external: true, id: "there" });
    expect(stack.named("a")?.inputs.value).toBe(7);
    await ok(() => undefined);
    expect(stack.provider.calls).toEqual(["delete a"]);
    expect(stack.provider.world.has("there")).toBe(true);
  });

  it("additionalSecretOutputs, secret inputs and customTimeouts reach the state", async () => {
    await ok(
      thing(
        { value: pulumi.secret("hidden") },
        {
          additionalSecretOutputs: ["made"],
          customTimeouts: { create: "1h30m" },
        },
      ),
    );
    const stored = stack.named("a");
    expect(stored?.outputs).toMatchObject({
      value: { ciphertext: expect.any(String) as string },
      made: { ciphertext: expect.any(String) as string },
    });
    expect(stored).toMatchObject({
      additionalSecretOutputs: ["made"],
      customTimeouts: { create: 5400 },
    });
  });

  it("transforms: a resource's own, its parents' and the stack's all apply", async () => {
    const add =
      (key: string): pulumi.ResourceTransform =>
      ({ props, opts }) => ({
        props: { ...(props as object), [key]: true },
        opts,
      });
    await ok(() => {
      pulumi.runtime.registerResourceTransform(add("stack"));
      const group = new Group("g", { transforms: [add("parent")] });
      const protect: pulumi.ResourceTransform = ({ props, opts }) => ({
        props,
        opts: { ...opts, protect: true },
      });
      new Thing("a", {}, { parent: group, transforms: [add("own"), protect] });
    });
    expect(stack.named("a")).toMatchObject({
      inputs: { own: true, parent: true, stack: true },
      protect: true,
    });
  });

  it("explicit providers are configured with their settings, and updated in place", async () => {
    class Provider extends pulumi.ProviderResource {
      constructor(region: string) {
        super("memory", "explicit", { region });
      }
    }
    const body =
      (region: string): Body =>
      () =>
        void new Thing("a", {}, { provider: new Provider(region) });
    await ok(body("GRA"));
    expect(stack.provider.configured).toEqual([{ region: "GRA" }]);
    const result = await ok(body("SBG"));
    expect(result.changes).toEqual({ same: 2, update: 1 });
    expect(stack.named("a")?.provider).toMatch(
      /::pulumi:providers:memory::explicit::[0-9a-f-]{36}$/,
    );
    expect(stack.named("explicit")?.inputs).toEqual({ region: "SBG" });
  });

  it("version and pluginDownloadURL name the default provider as the CLI does, and tell it which plugin to fetch", async () => {
    const pluginDownloadURL = "github://api.github.com/ovh/pulumi-ovh";
    await ok(thing({}, { version: "2.19.1", pluginDownloadURL }));
    const name = "default_2_19_1_github_/api.github.com/ovh/pulumi-ovh";
    expect(stack.named(name)?.inputs).toEqual({
      __internal: { pluginDownloadURL },
      version: "2.19.1",
    });
    expect(stack.named("a")?.provider).toContain(`::${name}::`);
  });

  it("invokes reach the provider", async () => {
    let answer: unknown;
    await ok(() => {
      void pulumi.runtime
        .invoke("memory:index:ask", { question: 1 })
        .then((value: unknown) => {
          answer = value;
        });
    });
    expect(answer).toEqual({ token: "memory:index:ask", question: 1 });
  });
});

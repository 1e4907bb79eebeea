import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { destroy, preview, refresh, stackOutputs, up } from "./engine";
import { TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("operations in parallel", () => {
  const stack = new TestStack();
  afterAll(() => stack.remove());

  it("run at once up to the limit, each after what it depends on", async () => {
    stack.provider.before = () =>
      new Promise((resolve) => setTimeout(resolve, 20));
    const program = () => {
      const roots = [1, 2, 3, 4, 5, 6].map((n) => new Thing(`root-${n}`));
      new Thing("last", { value: pulumi.all(roots.map(({ id }) => id)) });
      return Promise.resolve({});
    };
    expect((await up(stack.options(program, { parallel: 3 }))).ok).toBe(true);
    expect(stack.provider.mostAtOnce).toBe(3);
    expect(stack.provider.calls.at(-1)).toBe("create last");
    stack.provider.calls.length = 0;
    expect((await destroy(stack.options(program))).ok).toBe(true);
    expect(stack.provider.calls[0]).toBe("delete last");
    expect(stack.provider.mostAtOnce).toBe(6);
  });
});

describe("several stacks at once in one process", () => {
  const stacks = ["one", "two", "three", "four"].map(
    (name) => new TestStack(name),
  );
  afterAll(() => stacks.forEach((stack) => stack.remove()));

  it("share nothing: each has its name, its settings, its resources, its failure", async () => {
    const program = (failing: boolean) => async () => {
      const config = new pulumi.Config();
      const a = new Thing("a", { value: config.require("word") });
      await new Promise((resolve) => a.id.apply(resolve));
      if (failing) throw new pulumi.RunError(`no ${pulumi.getStack()}`);
      new Thing(`b-${pulumi.getStack()}`, { value: a.made }, { parent: a });
      return {
        stack: pulumi.getStack(),
        secret: config.requireSecret("token"),
      };
    };
    const results = await Promise.all(
      stacks.map((stack) =>
        up(
          stack.options(program(stack.stack === "three"), {
            config: {
              "proj:word": { value: stack.stack },
              "proj:token": { value: `token-${stack.stack}`, secret: true },
            },
          }),
        ),
      ),
    );
    expect(results.map(({ ok }) => ok)).toEqual([true, true, false, true]);
    expect(results[2]?.diagnostics).toEqual([
      { severity: "error", message: "no three" },
    ]);
    for (const [i, stack] of stacks.entries()) {
      expect(stack.named("a")?.inputs.value).toBe(stack.stack);
      expect(stack.text).not.toMatch(
        new RegExp(
          `::(${stacks
            .map(({ stack: name }) => name)
            .filter((name) => name !== stack.stack)
            .join("|")})::`,
        ),
      );
      if (i === 2) continue;
      expect(stack.named(`b-${stack.stack}`)).toBeDefined();
      expect(results[i]?.outputs).toEqual({
        stack: { value: stack.stack, secret: false },
        secret: { value: `token-${stack.stack}`, secret: true },
      });
    }
  });
});

describe("a stack that began last", () => {
  const [first, last] = [new TestStack("first"), new TestStack("last")];
  afterAll(() => [first, last].forEach((stack) => stack.remove()));

  it("goes on when another one ends", async () => {
    let begun = (): void => undefined;
    const lastBegan = new Promise<void>((resolve) => (begun = resolve));
    const ending = up(
      first.options(() => lastBegan.then(() => ({ a: new Thing("a").id }))),
    );
    const lasting = up(
      last.options(async () => {
        begun();
        await ending;
        return { b: new Thing("b").id };
      }),
    );
    expect((await ending).ok).toBe(true);
    expect((await lasting).changes).toEqual({ create: 2 });
  });
});

describe("a reference to another stack", () => {
  const stack = new TestStack("app");
  afterAll(() => stack.remove());
  const base = () =>
    Promise.resolve({
      address: "203.0.113.4",
      password: pulumi.secret("entre-nous"),
    });
  const app = () => {
    const reference = new pulumi.StackReference("organization/proj/base");
    new Thing("a", {
      value: reference.requireOutput("address"),
      fixed: reference.requireOutput("password"),
    });
    return Promise.resolve({ password: reference.getOutput("password") });
  };

  it("fails while there is none", async () => {
    const result = await preview(stack.options(app));
    expect(result.diagnostics[0]?.message).toBe(
      'the stack "organization/proj/base" does not exist yet: bring it up first',
    );
  });

  it("gives its outputs, secret ones as secrets, and is kept as external in the state", async () => {
    await up({ ...stack.options(base), stack: "base" });
    const result = await up(stack.options(app));
    expect(result.diagnostics).toEqual([]);
    expect(result.changes).toEqual({ create: 2, read: 1 });
    expect(result.outputs).toEqual({
      password: { value: "entre-nous", secret: true },
    });
    expect(stack.named("a")?.inputs).toMatchObject({
      value: "203.0.113.4",
      fixed: { ciphertext: expect.any(String) as string },
    });
    expect(stack.named("organization/proj/base")).toMatchObject({
      custom: true,
      external: true,
      id: "organization/proj/base",
      provider: expect.stringMatching(
        /::pulumi:providers:pulumi::default::[0-9a-f-]{36}$/,
      ) as string,
      inputs: { name: "organization/proj/base" },
      outputs: { secretOutputNames: ["password"] },
    });
    expect((await preview(stack.options(app))).changes).toEqual({
      read: 1,
      same: 2,
    });
  });
});

describe("secrets", () => {
  const stack = new TestStack();
  afterAll(() => stack.remove());
  const words = [
    "hunter2-config",
    "hunter2-input",
    "hunter2-nested",
    "hunter2-output",
  ];

  it("appear in no file, event, step or diagnostic, not even when a provider quotes them", async () => {
    const program = (fixed: number) => () => {
      const config = new pulumi.Config().requireSecret("word");
      const a = new Thing("a", {
        value: config,
        fixed,
        map: { inner: pulumi.secret("hunter2-nested") },
      });
      const b = new Thing("b", {
        value: pulumi.interpolate`${a.value} and ${pulumi.secret("hunter2-input")}`,
      });
      void pulumi.log.info("the word is hunter2-config");
      return Promise.resolve({
        b: b.value,
        own: pulumi.secret("hunter2-output"),
      });
    };
    const config = { "proj:word": { value: "hunter2-config", secret: true } };
    const results = [await up(stack.options(program(1), { config }))];
    stack.provider.before = (call, inputs) =>
      call === "create a"
        ? Promise.reject(new Error(`cannot use ${JSON.stringify(inputs)}`))
        : undefined;
    results.push(await up(stack.options(program(2), { config })));
    stack.provider.before = () => undefined;
    results.push(
      await up(stack.options(program(3), { config })),
      await preview(stack.options(program(4), { config })),
    );
    results.push(
      await refresh(stack.options(program(4), { config })),
      await destroy(stack.options(program(4), { config, dryRun: true })),
    );
    expect(results.map(({ ok }) => ok)).toEqual([
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(results[1]?.diagnostics[0]?.message).toContain("[secret]");

    const said = JSON.stringify([
      stack.events,
      results.map(({ steps, diagnostics }) => ({ steps, diagnostics })),
    ]);
    const files = readdirSync(stack.folder, {
      recursive: true,
      encoding: "utf8",
    })
      .map((name) => join(stack.folder, name))
      .filter((file) => statSync(file).isFile());
    expect(files.length).toBeGreaterThan(5);
    const written = files.map((file) => readFileSync(file, "utf8")).join("\n");
    for (const word of words) {
      expect(said).not.toContain(word);
      expect(written).not.toContain(word);
    }
    const outputs = await stackOutputs(
      stack.backend,
      "proj",
      "test",
      "correct horse",
    );
    expect(outputs.b).toEqual({
      value: "hunter2-config and hunter2-input",
      secret: true,
    });
  });

  it("keep their ciphertext as long as they do not change", async () => {
    const program = (value: number) => () => {
      new Thing("keeps", { secret: pulumi.secret("constant") });
      new Thing("moves", { value });
      return Promise.resolve({});
    };
    await up(stack.options(program(1)));
    const before = stack.named("keeps")?.inputs.secret;
    await up(stack.options(program(2)));
    expect(stack.named("keeps")?.inputs.secret).toEqual(before);
    expect(before).toHaveProperty("ciphertext");
  });
});

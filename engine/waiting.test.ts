import type * as pulumi from "@pulumi/pulumi";
import { type Result, preview, up } from "./engine";
import { TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("a program that waits, while other timers keep the process alive", () => {
  let stack: TestStack;
  let clock: NodeJS.Timeout;
  beforeEach(() => {
    stack = new TestStack();
    clock = setInterval(() => undefined, 100);
  });
  afterEach(() => {
    clearInterval(clock);
    stack.remove();
  });

  const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));
  const arrival = (output: pulumi.Output<unknown>) =>
    new Promise((arrived) => output.apply(arrived));
  const messages = ({ diagnostics }: Result) =>
    diagnostics.map(({ message }) => message);
  const fail = () => Promise.reject(new Error("quota exceeded"));
  const ended =
    "the program was ended, for it waits for an output of something that failed or was not started; what was done is kept";

  const program = async () => {
    const [a, b] = [new Thing("a"), new Thing("b")];
    await arrival(b.id);
    await arrival(a.id);
    return {};
  };

  it("is ended when it waits for what failed, and the next run goes on from what was done", async () => {
    stack.provider.before = (call) =>
      call === "create a" ? fail() : undefined;
    const result = await up(stack.options(program));
    expect(result.ok).toBe(false);
    expect(messages(result)).toEqual(["quota exceeded", ended]);
    expect(stack.named("b")?.id).toBeDefined();
    stack.provider.before = () => undefined;
    const next = await up(stack.options(program));
    expect(next.changes).toEqual({ same: 2, create: 1 });
  });

  it("is ended in a preview too", async () => {
    const refused = async () => {
      await arrival(new Thing("a", { refuse: true }).id);
      return {};
    };
    const result = await preview(stack.options(refused));
    expect(messages(result)).toEqual([expect.any(String), ended]);
  });

  it("is ended when it waits for what an abort left undone", async () => {
    const abort = new AbortController();
    stack.provider.before = () => abort.abort();
    const options = { signal: abort.signal, parallel: 1 };
    const result = await up(stack.options(program, options));
    expect(messages(result)).toContain(ended);
    expect(stack.provider.calls).toEqual(["create a"]);
  });

  it("goes on after an operation that takes longer than the grace", async () => {
    stack.provider.before = (call) =>
      call === "create a" ? fail() : pause(1500).then(() => undefined);
    const result = await up(
      stack.options(async () => {
        void new Thing("a");
        await arrival(new Thing("b").id);
        await arrival(new Thing("c").id);
        return {};
      }),
    );
    expect(messages(result)).toEqual(["quota exceeded"]);
    expect(stack.provider.calls).toEqual(["create b", "create c"]);
  });

  it("is left alone as long as nothing failed", async () => {
    const result = await up(
      stack.options(async () => {
        await arrival(new Thing("a").id);
        await pause(2500);
        return { b: new Thing("b").id };
      }),
    );
    expect(result.ok).toBe(true);
    expect(stack.provider.calls).toEqual(["create a", "create b"]);
  });
});

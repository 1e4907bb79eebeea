import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type Backend, fileBackend } from "./backend";
import { preview, stackOutputs, up } from "./engine";
import { PartialFailure } from "./provider";
import { TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("when something fails", () => {
  let stack: TestStack;
  beforeEach(() => (stack = new TestStack()));
  afterEach(() => stack.remove());

  const two = () => {
    const a = new Thing("a");
    new Thing("needs-a", { value: a.id });
    const c = new Thing("c");
    const d = new Thing("d", { value: c.id });
    return Promise.resolve({ a: a.id, d: d.id });
  };
  const failing = (name: string, error = new Error("quota exceeded")) => {
    stack.provider.before = (call) =>
      call.endsWith(` ${name}`) ? Promise.reject(error) : Promise.resolve();
  };

  it("a failed step stops what depends on it and nothing else, and the next run goes on", async () => {
    failing("a");
    const result = await up(stack.options(two));
    expect(result.ok).toBe(false);
    expect(result.diagnostics).toEqual([
      {
        severity: "error",
        message: "quota exceeded",
        urn: "urn:pulumi:test::proj::memory:index:Thing::a",
      },
    ]);
    expect(stack.provider.calls).toEqual(["create c", "create d"]);
    expect(stack.events).toContainEqual(
      expect.objectContaining({
        kind: "step-failed",
        op: "create",
        message: "quota exceeded",
      }),
    );
    expect(
      await stackOutputs(stack.backend, "proj", "test", "correct horse"),
    ).toEqual({});
    stack.provider.before = () => undefined;
    const next = await up(stack.options(two));
    expect(next.ok).toBe(true);
    expect(next.changes).toEqual({ same: 3, create: 2 });
    expect(stack.provider.world.size).toBe(4);
  });

  it("nothing is deleted after a failure", async () => {
    await up(stack.options(two));
    failing("e");
    const result = await up(
      stack.options(() => Promise.resolve(void new Thing("e"))),
    );
    expect(result.ok).toBe(false);
    expect(stack.provider.world.size).toBe(4);
  });

  it("a create that failed half-way keeps what came to be, and is repaired", async () => {
    failing(
      "a",
      new PartialFailure("it never answered", "a-half", { half: true }),
    );
    await up(stack.options(two));
    expect(stack.named("a")).toMatchObject({
      id: "a-half",
      initErrors: ["it never answered"],
    });
    stack.provider.world.set("a-half", {});
    stack.provider.before = () => undefined;
    const result = await up(stack.options(two));
    expect(result.changes).toEqual({ same: 3, update: 1, create: 1 });
    expect(stack.named("a")?.initErrors).toBeUndefined();
  });

  it("a failed deletion keeps what the resource stands on", async () => {
    await up(stack.options(two));
    failing("d");
    const result = await up(stack.options(() => Promise.resolve({})));
    expect(result.ok).toBe(false);
    expect(
      stack.provider.calls.filter((call) => call.startsWith("delete")),
    ).toEqual(["delete needs-a", "delete a"]);
    expect(stack.named("c")).toBeDefined();
  });

  it("refused inputs are told for every resource at once, before anything is created", async () => {
    const result = await preview(
      stack.options(() =>
        Promise.resolve(
          void [
            new Thing("x", { refuse: true }),
            new Thing("y", { refuse: true }),
          ],
        ),
      ),
    );
    expect(result.diagnostics.map(({ message }) => message)).toEqual([
      'memory:index:Thing "x" is not accepted by its provider: refuse: is not possible',
      'memory:index:Thing "y" is not accepted by its provider: refuse: is not possible',
    ]);
  });

  it("an error of the program stops it, what ran is kept, and outputs are those of before", async () => {
    await up(stack.options(two));
    const before = await stackOutputs(
      stack.backend,
      "proj",
      "test",
      "correct horse",
    );
    const result = await up(
      stack.options(async () => {
        await new Promise((resolve) => new Thing("f").id.apply(resolve));
        throw new pulumi.RunError("two apps at one address");
      }),
    );
    expect(result.diagnostics).toEqual([
      { severity: "error", message: "two apps at one address" },
    ]);
    expect(stack.named("f")).toBeDefined();
    expect(stack.provider.world.size).toBe(5);
    expect(
      await stackOutputs(stack.backend, "proj", "test", "correct horse"),
    ).toEqual(before);
  });

  it("an abort lets what runs finish and starts nothing more", async () => {
    const abort = new AbortController();
    stack.provider.before = (call) => {
      if (call === "create a") abort.abort();
    };
    const result = await up(
      stack.options(two, { signal: abort.signal, parallel: 1 }),
    );
    expect(result.ok).toBe(false);
    expect(stack.provider.calls).toEqual(["create a"]);
    expect(stack.named("a")?.id).toBeDefined();
    expect(result.diagnostics.at(-1)?.message).toContain("stopped on request");
    expect((await up(stack.options(two))).ok).toBe(true);
  });

  const full = (writes: number): Backend => {
    const backend = fileBackend(stack.folder);
    const write = backend.write.bind(backend);
    backend.write = (...args) =>
      writes-- > 0
        ? write(...args)
        : Promise.reject(new Error("ENOSPC: no space left on device"));
    return backend;
  };

  it("a disk that is full before an operation stops the run, and nothing is lost", async () => {
    const result = await up(
      stack.options(two, { backend: full(1), parallel: 1 }),
    );
    expect(result.diagnostics.map(({ message }) => message)).toEqual([
      "the state could not be written: ENOSPC: no space left on device",
    ]);
    expect(stack.provider.calls).toEqual([]);
    expect((await up(stack.options(two))).changes).toEqual({
      same: 1,
      create: 4,
    });
  });

  it("a disk that is full after an operation stops the run and says what the state lacks", async () => {
    const result = await up(
      stack.options(two, { backend: full(2), parallel: 1 }),
    );
    const [id] = stack.provider.world.keys();
    expect(stack.provider.calls).toEqual(["create a"]);
    expect(result.changes).toEqual({ create: 1 });
    expect(result.diagnostics.at(-1)?.message).toBe(
      `the state could not be written: ENOSPC: no space left on device; the state lacks a (memory:index:Thing) ${id ?? ""}`,
    );
  });
});

describe("a run that is killed", () => {
  let stack: TestStack;
  let child: ChildProcess | undefined;
  beforeEach(() => (stack = new TestStack()));
  afterEach(() => {
    child?.kill("SIGKILL");
    stack.remove();
  });

  it("keeps what was created, says what was in flight, frees its lock, and creates nothing twice", async () => {
    child = fork(join(__dirname, "testing", "killed-run.ts"), [stack.folder], {
      execArgv: ["-r", "@swc-node/register"],
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const [message] = (await once(child, "message")) as [{ creating: string }];
    expect(message).toEqual({ creating: "second" });
    child.kill("SIGKILL");
    await once(child, "exit");

    const program = () => {
      const first = new Thing("first");
      new Thing("second", { value: first.id });
      return Promise.resolve({});
    };
    const planned = await preview(stack.options(program));
    expect(planned.changes).toEqual({ same: 2, create: 1 });
    const result = await up(stack.options(program));
    expect(result.ok).toBe(true);
    expect(result.diagnostics).toEqual([
      {
        severity: "warning",
        urn: "urn:pulumi:test::proj::memory:index:Thing::second",
        message:
          "the last run was interrupted while creating second (memory:index:Thing); if it came to be, the state does not know it: look for it, then delete it or import it",
        notice: { code: "interrupted", operation: "creating" },
      },
    ]);
    expect(stack.provider.calls).toEqual(["create second"]);
    expect((await up(stack.options(program))).diagnostics).toEqual([]);
  }, 30_000);
});

describe("the lock of a stack", () => {
  const stack = new TestStack();
  const program = () => Promise.resolve({});
  const folder = join(
    stack.folder,
    ".pulumi",
    "locks",
    "organization",
    "proj",
    "test",
  );
  afterAll(() => stack.remove());

  it("refuses a second run, naming the first", async () => {
    const release = await stack.backend.lock("proj", "test");
    await expect(up(stack.options(program))).rejects.toThrow(
      `the stack test is in use by process ${process.pid} of `,
    );
    expect((await preview(stack.options(program))).ok).toBe(true);
    await release();
    expect((await up(stack.options(program))).ok).toBe(true);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is not respected when its process on this machine is dead, and is on another machine", async () => {
    const content = {
      pid: 2 ** 22 + 1,
      username: "u",
      hostname: hostname(),
      timestamp: "2026-01-01T00:00:00Z",
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "dead.json"), JSON.stringify(content));
    expect((await up(stack.options(program))).ok).toBe(true);
    writeFileSync(
      join(folder, "far.json"),
      JSON.stringify({ ...content, hostname: "elsewhere" }),
    );
    await expect(up(stack.options(program))).rejects.toThrow(
      "of u on elsewhere since 2026-01-01T00:00:00Z",
    );
    rmSync(join(folder, "far.json"));
  });

  it("is respected when its owner was killed while it wrote it: nobody knows on which machine", async () => {
    const file = join(folder, "torn.json");
    writeFileSync(file, '{"pid": 4');
    await expect(up(stack.options(program))).rejects.toThrow(
      `if it is certain that it no longer runs, remove ${file}`,
    );
  });
});

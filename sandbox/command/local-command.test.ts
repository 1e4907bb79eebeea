import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "../resource-provider";
import { create as createWith } from "../testing";
import { commandProvider } from "./provider";

const URN = "urn:pulumi:s::p::command:local:Command::note";
const provider = commandProvider();

const create = (inputs: Json) => createWith(provider, URN, inputs);

describe("a local command", () => {
  it("has the state that the real provider writes", async () => {
    const { id, outs } = await create({
      create: "cat; echo two >&2",
      stdin: "one\n\n",
    });
    expect(id).toMatch(/^note[0-9a-f]{8}$/);
    expect(outs).toEqual({
      create: "cat; echo two >&2",
      stdin: "one\n\n",
      stdout: "one\n",
      stderr: "two",
    });
  });

  it("sees its folder, its variables and the process' own", async () => {
    const { outs } = await create({
      create: 'echo "$PWD $MINE ${PATH:+has-path}"',
      dir: "/",
      environment: { MINE: "1" },
    });
    expect(outs.stdout).toBe("/ 1 has-path");
  });

  it("runs in another interpreter", async () => {
    const { outs } = await create({
      create: "console.log(6 * 7)",
      interpreter: [process.execPath, "-e"],
    });
    expect(outs.stdout).toBe("42");
  });

  it("does nothing without a command", async () => {
    expect((await create({})).outs).toEqual({ stdout: "", stderr: "" });
  });

  it("does not mind a command that reads no input", async () => {
    const stdin = "x".repeat(1_000_000);
    expect((await create({ create: "true", stdin })).outs.stdout).toBe("");
  });

  it("fails with the status and what was printed, and hides what it was given", async () => {
    const failing = create({
      create: 'cat; echo "$TOKEN"; echo broken >&2; exit 3',
      stdin: "first-secret\nsecond-secret",
      environment: { TOKEN: "third-secret" },
    });
    const error = await failing.catch((thrown: Error) => thrown);
    const { message } = error as Error;
    expect(message).toContain("exit status 3: running");
    expect(message).toContain("broken");
    expect(message).not.toMatch(/(first|second|third)-secret/);
  });

  it("fails when it is killed, or cannot be started", async () => {
    await expect(create({ create: "kill -9 $$" })).rejects.toThrow(
      "killed by SIGKILL",
    );
    await expect(
      create({ create: "x", interpreter: ["/nonexistent"] }),
    ).rejects.toThrow("cannot start /nonexistent: ENOENT");
  });
});

describe("the life of a command", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "epicerie-test-"));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it("runs update on a change and delete at the end, each with what the run before printed", async () => {
    const inputs = {
      create: "echo made",
      update: 'echo "$PULUMI_COMMAND_STDOUT, changed"',
      delete: 'echo "$PULUMI_COMMAND_STDOUT, gone" > end',
      dir: folder,
    };
    const { outs } = await create(inputs);
    const updated = await provider.update("x", URN, outs, inputs);
    expect(updated.outs).toMatchObject({ stdout: "made, changed" });
    await provider.delete("x", URN, updated.outs as Json);
    expect(await readFile(join(folder, "end"), "utf8")).toBe(
      "made, changed, gone\n",
    );
  });

  it("runs create again when there is no update, without the output before if so asked", async () => {
    const inputs = {
      create: 'echo "<$PULUMI_COMMAND_STDOUT>"',
      addPreviousOutputInEnv: false,
    };
    const { outs } = await create(inputs);
    const updated = await provider.update("x", URN, outs, inputs);
    expect(updated.outs).toMatchObject({ stdout: "<>" });
  });

  it("is replaced when a trigger changes and updated when anything else does", async () => {
    const olds = { create: "a", triggers: ["1"] };
    const diff = (news: Json) =>
      provider.diffInputs("x", URN, { inputs: olds, outputs: olds }, news);
    expect(await diff({ ...olds, triggers: ["2"] })).toMatchObject({
      replaces: ["triggers"],
    });
    expect(await diff({ ...olds, create: "b" })).toMatchObject({
      changes: true,
      replaces: [],
    });
    expect(await diff(olds)).toMatchObject({ changes: false });
  });

  it("refuses an unknown kind of logging", async () => {
    const { failures } = await provider.check(URN, undefined, {
      logging: "all",
    });
    expect(failures).toEqual([
      {
        property: "logging",
        reason: "must be one of stdout, stderr, stdoutAndStderr, none",
      },
    ]);
  });
});

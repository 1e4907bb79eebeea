import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { stackNames } from "../infra/stack-files";
import type { ExitCode } from "./command";
import type { Context } from "./context";
import { OPTIONS } from "./options";
import { Refusal } from "./refusal";

/** Whether the standard CLI is asked for. */
export function wantsPulumi({ arguments: typed }: Context): boolean {
  return typed.value("engine") === "pulumi";
}

/**
 * Hands over to the standard CLI, which asks its own questions: `pulumi up -s les-amis`. Its output is shown as it is.
 * Refuses when `pulumi` is not on the PATH.
 */
export async function runPulumi(
  context: Context,
  words: readonly string[],
): Promise<ExitCode> {
  requirePulumi();
  context.output.line(
    context.messages.cli.pulumiRuns(["pulumi", ...words].join(" ")),
  );
  const child = spawn("pulumi", words, { cwd: context.root, stdio: "inherit" });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve(code === 0 ? 0 : 1));
  });
}

/**
 * What was typed that the standard CLI calls the same. Refuses `--config`, which is for one run here, and which that CLI would
 * write to the stack's settings.
 */
export function handedOver({ arguments: typed }: Context): string[] {
  if (typed.has("config"))
    throw new Refusal(({ cli }) => [cli.pulumiKeepsConfig()]);
  return (["yes", "json"] as const).flatMap((name) =>
    typed.has(name) ? [OPTIONS[name].flag] : [],
  );
}

/** What a command needs to be run again on the engine that was asked for. */
export function engineFlag(context: Context): string {
  return wantsPulumi(context) ? " --engine pulumi" : "";
}

/** What a command of the standard CLI prints. */
export async function readPulumi(
  { root }: Context,
  words: readonly string[],
): Promise<string> {
  requirePulumi();
  const options = { cwd: root, maxBuffer: LARGEST_STATE };
  const { stdout } = await promisify(execFile)("pulumi", words, options);
  return stdout;
}

/** Gives a command of the standard CLI its standard input. */
export async function writePulumi(
  { root }: Context,
  words: readonly string[],
  text: string,
): Promise<void> {
  requirePulumi();
  const done = promisify(execFile)("pulumi", words, { cwd: root });
  done.child.stdin?.end(text);
  await done;
}

/** The stacks of the project that the standard CLI's backend has. */
export async function pulumiStacks(context: Context): Promise<string[]> {
  const text = await readPulumi(context, ["stack", "ls", "--json"]);
  return (JSON.parse(text) as { readonly name: string }[]).map(
    // A name is qualified only where it is not of the organisation that is signed in.
    ({ name }) => name.split("/").at(-1) ?? name,
  );
}

/** Bytes; the largest states have some megabytes. */
const LARGEST_STATE = 2 ** 30;

function requirePulumi(): void {
  if (!findProgram("pulumi"))
    throw new Refusal(({ cli }) => [cli.pulumiMissing(), cli.pulumiRemedy()]);
}

/**
 * What makes `pulumi destroy` and `pulumi refresh` run the program, which writes the SSH keys that the Docker plugin reads.
 * Nothing for a stack whose file is gone: its program would refuse.
 */
export function programFlag(stack: string): string[] {
  return stackNames().includes(stack) ? ["--run-program"] : [];
}

/** The path of a program, if the PATH has it. */
export function findProgram(name: string): string | undefined {
  const folders = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter((folder) => folder !== "");
  return folders
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}

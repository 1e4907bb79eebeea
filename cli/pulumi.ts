import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import * as path from "node:path";
import { stackNames } from "../infra/model/load";
import type { ExitCode } from "./command";
import type { Context } from "./context";
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
  if (!findProgram("pulumi"))
    throw new Refusal(({ cli }) => [cli.pulumiMissing(), cli.pulumiRemedy()]);
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

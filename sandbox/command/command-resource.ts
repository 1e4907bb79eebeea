import { randomBytes } from "node:crypto";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Json, ResourceHandler } from "../resource-provider";
import type { Execution, Printed } from "./execution";

/** Runs one command where the resource's inputs say; fails when it ends badly. */
export type Runner = (run: Execution, inputs: Json) => Promise<Printed>;

const LOGGING = ["stdout", "stderr", "stdoutAndStderr", "none"];

/**
 * What local and remote commands share, as pulumi-command 1.2.1 behaves: `create` runs once, `update` (else `create`)
 * on each change, `delete` with the inputs of the state. What commands print goes to the outputs only: there is no log.
 */
export function commandResource(
  type: string,
  run: Runner,
  check: (inputs: Json) => CheckFailure[],
): ResourceHandler {
  return {
    type,
    check: (inputs) => [...checkLogging(inputs), ...check(inputs)],
    async create(inputs, urn) {
      const printed = await runIfGiven(run, inputs.create, inputs, {});
      const id = `${nameOf(urn)}${randomBytes(4).toString("hex")}`;
      return { id, outs: { ...inputs, ...printed } };
    },
    read: (_id, props) => Promise.resolve(props),
    async update(_id, olds, news) {
      const command = news.update ?? news.create;
      const before = { stdout: olds.stdout ?? "", stderr: olds.stderr ?? "" };
      return {
        ...news,
        ...(command === undefined
          ? before
          : await runIfGiven(run, command, news, olds)),
      };
    },
    async delete(_id, props) {
      await runIfGiven(run, props.delete, props, props);
    },
  };
}

async function runIfGiven(
  run: Runner,
  command: unknown,
  inputs: Json,
  olds: Json,
): Promise<Printed> {
  if (command === undefined || command === null)
    return { stdout: "", stderr: "" };
  const stdin = inputs.stdin as string | undefined;
  return run(
    {
      command: command as string,
      ...(stdin ? { stdin } : {}),
      environment: (inputs.environment ?? {}) as Record<string, string>,
      previous: inputs.addPreviousOutputInEnv === false ? {} : printedBy(olds),
    },
    inputs,
  );
}

function printedBy(olds: Json): Record<string, string> {
  const found: Record<string, string> = {};
  if (olds.stdout) found.PULUMI_COMMAND_STDOUT = olds.stdout as string;
  if (olds.stderr) found.PULUMI_COMMAND_STDERR = olds.stderr as string;
  return found;
}

function checkLogging(inputs: Json): CheckFailure[] {
  const { logging } = inputs;
  if (logging === undefined || LOGGING.includes(logging as string)) return [];
  return [
    {
      property: "logging",
      reason: `must be one of ${LOGGING.join(", ")}`,
    },
  ];
}

function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

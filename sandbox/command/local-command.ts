import { spawn } from "node:child_process";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Json } from "../resource-provider";
import { commandResource } from "./command-resource";
import { type Ending, type Execution, printedOrFail } from "./execution";

/** A command run by this process' user on this machine. */
export const localCommand = commandResource(
  "command:local:Command",
  async (run, inputs) => printedOrFail(await runHere(run, inputs), run),
  checkAssets,
);

function runHere(run: Execution, inputs: Json): Promise<Ending> {
  const [program = "/bin/sh", ...args] = (inputs.interpreter as
    string[] | undefined) ?? ["/bin/sh", "-c"];
  return new Promise((resolve, reject) => {
    const child = spawn(program, [...args, run.command], {
      cwd: (inputs.dir as string | undefined) ?? process.cwd(),
      env: { ...process.env, ...run.environment, ...run.previous },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (stderr += text));
    child.on("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(`cannot start ${program}: ${error.code}`)),
    );
    child.on("close", (status, signal) =>
      resolve({
        status: status ?? undefined,
        stdout,
        stderr,
        ...(signal ? { signal } : {}),
      }),
    );
    // A command that does not read its input closes it early, which is no failure.
    child.stdin.on("error", () => undefined);
    child.stdin.end(run.stdin ?? "");
  });
}

/** Assets are objects of Pulumi's own kind, which the embedded engine does not carry. */
function checkAssets(inputs: Json): CheckFailure[] {
  return ["assetPaths", "archivePaths"]
    .filter((property) => inputs[property] !== undefined)
    .map((property) => ({
      property,
      reason: "assets and archives need the pulumi CLI",
    }));
}

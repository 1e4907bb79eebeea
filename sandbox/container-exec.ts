import { PassThrough } from "node:stream";
import type Docker from "dockerode";

export interface ExecResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command in a container and waits for its end; any exit status is a result, not an error. Secrets go through
 * `stdin`, never through arguments, which every user of the machine can list.
 */
export async function execIn(
  container: Docker.Container,
  command: readonly string[],
  stdin?: string,
): Promise<ExecResult> {
  const exec = await container.exec({
    Cmd: [...command],
    AttachStdin: stdin !== undefined,
    AttachStdout: true,
    AttachStderr: true,
  });
  const stream = await exec.start(
    stdin === undefined ? {} : { hijack: true, stdin: true },
  );
  if (stdin !== undefined) stream.end(stdin);
  const [stdout, stderr] = [collector(), collector()];
  (container.modem as Demultiplexer).demuxStream(
    stream,
    stdout.sink,
    stderr.sink,
  );
  await new Promise<void>((resolve, reject) => {
    stream.on("end", resolve);
    stream.on("close", resolve);
    stream.on("error", reject);
  });
  const { ExitCode } = await exec.inspect();
  return { code: ExitCode ?? -1, stdout: stdout.text(), stderr: stderr.text() };
}

/** As `execIn`, but any other exit status than 0 is an error with what the command said. Returns its output. */
export async function mustExecIn(
  container: Docker.Container,
  command: readonly string[],
  stdin?: string,
): Promise<string> {
  const result = await execIn(container, command, stdin);
  if (result.code !== 0)
    throw new Error(
      `${command[0] ?? ""} ended with status ${result.code}: ${(result.stderr || result.stdout).trim()}`,
    );
  return result.stdout;
}

/** The client's types leave this out. */
interface Demultiplexer {
  demuxStream(
    stream: NodeJS.ReadableStream,
    stdout: NodeJS.WritableStream,
    stderr: NodeJS.WritableStream,
  ): void;
}

function collector(): { sink: PassThrough; text: () => string } {
  const chunks: Buffer[] = [];
  const sink = new PassThrough();
  sink.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { sink, text: () => Buffer.concat(chunks).toString("utf8") };
}

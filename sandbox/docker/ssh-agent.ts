import { type ChildProcess, spawn } from "node:child_process";
import { Agent } from "node:http";
import { Duplex } from "node:stream";
import { inspect } from "node:util";

/** Connections to one engine at once; more requests wait for a free one. */
const MAX_CONNECTIONS = 8;
/** An unused connection is closed after this many milliseconds, so that it keeps no process alive. */
const IDLE_MS = 15_000;
/** What the real plugin's connection helper sets, and that nobody is there to answer a question of ssh. */
const SSH_FLAGS = [
  ...["-o", "ConnectTimeout=30"],
  ...["-o", "BatchMode=yes"],
  ...["-o", "ServerAliveInterval=10"],
  ...["-o", "ServerAliveCountMax=6"],
];

/** Where and how to reach an engine over SSH. */
export interface SshTarget {
  readonly user?: string;
  readonly host: string;
  readonly port?: string;
  /** Words for ssh, e.g. `["-i", "key", "-o", "StrictHostKeyChecking=yes"]`. */
  readonly options: readonly string[];
}

/**
 * HTTP connections that are the standard input and output of `ssh … docker system dial-stdio`, as the Docker CLI makes
 * them; kept open between requests. ssh itself multiplexes them where the options say ControlMaster.
 */
export class SshAgent extends Agent {
  constructor(private readonly target: SshTarget) {
    super({ keepAlive: true, maxSockets: MAX_CONNECTIONS });
  }

  override createConnection(): Duplex {
    return new StdioConnection(spawn("ssh", sshWords(this.target)));
  }

  /**
   * The HTTP client writes its options out to any depth before each request, for a debug log that nobody reads; with our
   * sockets and processes in it that took 2.5 s a request.
   */
  [inspect.custom](): string {
    return `SshAgent(${this.target.host})`;
  }
}

function sshWords(target: SshTarget): string[] {
  return [
    ...target.options,
    ...SSH_FLAGS,
    "-T",
    ...(target.user ? ["-l", target.user] : []),
    ...(target.port ? ["-p", target.port] : []),
    "--",
    target.host,
    "docker system dial-stdio",
  ];
}

/** A child's input and output as one stream, with the few methods of a socket that an HTTP agent calls. */
class StdioConnection extends Duplex {
  private said = "";
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly child: ChildProcess) {
    super();
    const { stdin, stdout, stderr } = child;
    if (!stdin || !stdout || !stderr) throw new Error("ssh has no pipes");
    stdout.on("data", (data: Buffer) => {
      if (!this.push(data)) stdout.pause();
    });
    stderr.setEncoding("utf8");
    stderr.on("data", (text: string) => {
      this.said = (this.said + text).slice(-1000);
    });
    stdin.on("error", () => undefined);
    child.on("error", (error) =>
      this.destroy(new Error(`cannot start ssh: ${error.message}`)),
    );
    // The end of the output says nothing; the exit that follows it tells a failure from a quiet end.
    child.on("exit", (code) =>
      setImmediate(() => {
        if (code === 0) this.push(null);
        else this.destroy(this.failure(code));
      }),
    );
  }

  /** The agent calls it when no request uses the connection any more. */
  unref(): this {
    this.idle = setTimeout(() => this.destroy(), IDLE_MS);
    this.idle.unref();
    return this.holdProcess(false);
  }

  /** The agent calls it when a request takes the connection again. */
  ref(): this {
    clearTimeout(this.idle);
    return this.holdProcess(true);
  }

  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;

  override _read(): void {
    this.child.stdout?.resume();
  }

  override _write(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null) => void,
  ): void {
    // When ssh has ended, its exit tells why; the broken pipe does not.
    this.child.stdin?.write(chunk, (error) => {
      if (!error) done();
    });
  }

  override _final(done: () => void): void {
    this.child.stdin?.end(done);
  }

  override _destroy(
    error: Error | null,
    done: (error: Error | null) => void,
  ): void {
    clearTimeout(this.idle);
    this.child.kill();
    done(error);
  }

  private failure(code: number | null): Error {
    const said = this.said.trim().split("\n").slice(-3).join(" ");
    return new Error(
      `cannot reach the Docker engine over SSH (ssh exit ${code ?? "by signal"}): ${said || "no reason given"}`,
    );
  }

  /** An idle connection must not keep this process from ending. */
  private holdProcess(hold: boolean): this {
    const pipes = [this.child.stdin, this.child.stdout, this.child.stderr];
    const parts = [this.child, ...pipes] as {
      ref?: () => void;
      unref?: () => void;
    }[];
    for (const part of parts) (hold ? part.ref : part.unref)?.call(part);
    return this;
  }
}

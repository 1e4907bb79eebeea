import { execFile, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";

/** The sandbox of the end-to-end test: a home of its own, beside that of a demo which may be running. */
export const root = resolve(__dirname, "../..");
export const home = join(root, ".epicerie", "e2e");

/** Another private network than the demo's, so that both can be up at once. */
export const settings = ["--config", "epicerie:privateNetwork=10.43.0.0/24"];

export interface Run {
  readonly code: number;
  /** Standard output and error together, as a person sees them. */
  readonly text: string;
}

/** Everything that any command printed, for the search for secrets. */
export const printed: string[] = [];

/** Runs `epicerie` as a person would. */
export async function epicerie(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const result = await run(
    process.execPath,
    [join(root, "bin/epicerie.js"), ...args],
    {
      EPICERIE_HOME: home,
      ...env,
    },
  );
  printed.push(result.text);
  return result;
}

/** Runs a program to its end; never rejects. */
export function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  input = "",
): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let text = "";
    const add = (chunk: Buffer): void => void (text += chunk.toString());
    child.stdout.on("data", add);
    child.stderr.on("data", add);
    child.on("error", (error) => done({ code: 127, text: error.message }));
    child.on("close", (code) => {
      done({ code: code ?? -1, text });
    });
    child.stdin.on("error", () => undefined);
    child.stdin.end(input);
  });
}

export interface PlatformOutputs {
  readonly servers: Readonly<
    Record<
      string,
      { publicIp: string; hostKey: string; user: string; id: string }
    >
  >;
  readonly sshPrivateKey: string;
}

export interface BeneficiaryOutputs {
  readonly urls: string[];
  readonly admins: Readonly<Record<string, { name: string; password: string }>>;
  readonly mailboxes: Readonly<Record<string, string>>;
  readonly bucket: { name: string; endpoint: string };
  readonly bucketCredential: { accessKeyId: string; secretAccessKey: string };
}

/** A stack's outputs, secrets in clear. They are not added to what was printed. */
export async function outputs<T>(stack: string): Promise<T> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [
      join(root, "bin/epicerie.js"),
      "outputs",
      stack,
      "--show-secrets",
      "--json",
    ],
    { cwd: root, env: { ...process.env, EPICERIE_HOME: home } },
  );
  const all = JSON.parse(stdout) as Record<string, { value: unknown }>;
  return Object.fromEntries(
    Object.entries(all).map(([name, { value }]) => [name, value]),
  ) as T;
}

/** Runs a command on a server by SSH, as the program does: recorded host key only. */
export class Ssh {
  readonly options: string[];
  readonly target: string;

  constructor({ servers, sshPrivateKey }: PlatformOutputs, name = "commun-1") {
    const server = servers[name];
    if (!server) throw new Error(`the platform has no server ${name}`);
    const folder = mkdtempSync(join(tmpdir(), "epicerie-ssh-"));
    writeFileSync(join(folder, "key"), sshPrivateKey, { mode: 0o600 });
    writeFileSync(
      join(folder, "known_hosts"),
      `${server.publicIp} ${server.hostKey}\n`,
    );
    this.target = `${server.user}@${server.publicIp}`;
    const known = [
      "-o",
      `UserKnownHostsFile=${join(folder, "known_hosts")}`,
      "-o",
      "StrictHostKeyChecking=yes",
    ];
    this.options = [
      "-i",
      join(folder, "key"),
      ...known,
      "-o",
      "ConnectTimeout=10",
      "-o",
      "LogLevel=ERROR",
    ];
  }

  run(command: string, input = ""): Promise<Run> {
    return run("ssh", [...this.options, this.target, command], {}, input);
  }

  /** What a command prints; rejects when it fails. */
  async text(command: string): Promise<string> {
    const { code, text } = await this.run(command);
    if (code !== 0) throw new Error(`${command}: ${text}`);
    return text.trim();
  }
}

/** Waits until something is true, asking again every second. Rejects with the last reason. */
export async function eventually(
  what: string,
  seconds: number,
  attempt: () => Promise<boolean>,
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  let reason = "it is not so";
  while (Date.now() < end) {
    try {
      if (await attempt()) return;
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await new Promise((done) => setTimeout(done, 1000));
  }
  throw new Error(`${what}: not within ${String(seconds)} s (${reason})`);
}

/** Command lines of every process on this machine, seen again and again: where a password would show. */
export class ProcessWatch {
  readonly seen = new Set<string>();
  /** Keeps no test run from ending. */
  private readonly timer = setInterval(() => this.look(), 250).unref();

  private look(): void {
    execFile(
      "ps",
      ["axww", "-o", "args="],
      { maxBuffer: 2 ** 26 },
      (error, stdout) => {
        if (!error) for (const line of stdout.split("\n")) this.seen.add(line);
      },
    );
  }

  stop(): string {
    clearInterval(this.timer);
    return [...this.seen].join("\n");
  }
}

/** The sandbox's certificate authority. */
export function authority(): Buffer {
  return readFileSync(join(home, "sandbox", "ca", "ca.crt"));
}

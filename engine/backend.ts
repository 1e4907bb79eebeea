import { randomUUID } from "node:crypto";
import {
  copyFile,
  mkdir,
  open,
  readFile,
  readdir,
  rename,
  rm,
  writeFile,
} from "node:fs/promises";
import { hostname, userInfo } from "node:os";
import { dirname, join } from "node:path";

/** Where states live. The engine asks nothing more of it, so that an S3 one can come beside the file one. */
export interface Backend {
  /** The state file's text; undefined if the stack has none yet. */
  read(project: string, stack: string): Promise<string | undefined>;
  /** Replaces the state file as a whole: a reader, or a machine that dies, sees the old one or the new one. */
  write(project: string, stack: string, text: string): Promise<void>;
  /** Keeps the state before a run beside it, as `.bak`. */
  keepPrevious(project: string, stack: string): Promise<void>;
  /** Takes the stack for one run. Returns the release. Throws `StackLocked`. */
  lock(project: string, stack: string): Promise<() => Promise<void>>;
  /** Adds a finished run to the stack's history. */
  record(project: string, stack: string, run: HistoryEntry): Promise<void>;
  list(): Promise<{ project: string; stack: string }[]>;
}

/** One run, as Pulumi's self-managed backends keep it; times in seconds since 1970. */
export interface HistoryEntry {
  readonly kind: "update" | "destroy" | "refresh";
  readonly startTime: number;
  readonly endTime: number;
  readonly result: "succeeded" | "failed";
  readonly config: Readonly<Record<string, unknown>>;
  readonly resourceChanges: Readonly<Record<string, number>>;
}

interface LockContent {
  readonly pid: number;
  readonly username: string;
  readonly hostname: string;
  readonly timestamp: string;
}

/** Somebody else is at work on the stack. */
export class StackLocked extends Error {
  constructor(
    readonly stackName: string,
    readonly pid: number,
    readonly host: string,
    readonly user: string,
    readonly since: string,
    readonly file: string,
  ) {
    super(
      `the stack ${stackName} is in use by process ${pid} of ${user} on ${host} since ${since}; ` +
        `wait for its end, or if it is certain that it no longer runs, remove ${file}`,
    );
    this.name = "StackLocked";
  }
}

/**
 * Pulumi's layout of self-managed backends in a folder: `.pulumi/meta.yaml`, `stacks`, `history`, `locks`.
 * The standard CLI reads and writes the same folder after `pulumi login file://<folder>`.
 * Source: `pkg/backend/diy` of Pulumi.
 */
export function fileBackend(folder: string): Backend {
  const root = join(folder, ".pulumi");
  const fileOf = (project: string, stack: string): string =>
    join(root, "stacks", project, `${stack}.json`);
  return {
    read: (project, stack) => readIfThere(fileOf(project, stack)),

    async write(project, stack, text) {
      await ensureLayout(root);
      await writeAtomically(fileOf(project, stack), text);
    },

    async keepPrevious(project, stack) {
      const file = fileOf(project, stack);
      await copyFile(file, `${file}.bak`).catch(unlessMissing);
    },

    async lock(project, stack) {
      await ensureLayout(root);
      const locks = join(root, "locks", "organization", project, stack);
      return takeLock(locks, stack);
    },

    async record(project, stack, run) {
      const name = `${stack}-${Date.now()}000000`;
      const at = join(root, "history", project, stack, name);
      const entry = { message: "", environment: {}, version: 0, ...run };
      await writeAtomically(`${at}.history.json`, JSON.stringify(entry));
      const state = fileOf(project, stack);
      await copyFile(state, `${at}.checkpoint.json`).catch(unlessMissing);
    },

    async list() {
      const stacks = join(root, "stacks");
      const projects = (await namesIn(stacks)).map(async (project) => {
        const files = await namesIn(join(stacks, project));
        const states = files.filter((file) => file.endsWith(".json"));
        return states.map((file) => ({ project, stack: file.slice(0, -5) }));
      });
      return (await Promise.all(projects)).flat();
    },
  };
}

async function ensureLayout(root: string): Promise<void> {
  const meta = join(root, "meta.yaml");
  if ((await readIfThere(meta)) === undefined)
    await writeAtomically(meta, "version: 1\n");
}

/** Written beside, flushed to the disk, then renamed: the name never shows half a file. */
async function writeAtomically(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const beside = `${file}.${process.pid}-${randomUUID().slice(0, 8)}.tmp`;
  const handle = await open(beside, "w", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  const parent = await open(dirname(file), "r");
  await parent.sync().finally(() => parent.close());
}

/** Writes its own lock first and looks for others after: of two that come at once, both may refuse, never both go on. */
async function takeLock(
  folder: string,
  stack: string,
): Promise<() => Promise<void>> {
  await refuseOthers(folder, stack, undefined);
  await mkdir(folder, { recursive: true });
  const own = `${randomUUID()}.json`;
  const content: LockContent = {
    pid: process.pid,
    username: userInfo().username,
    hostname: hostname(),
    timestamp: new Date().toISOString(),
  };
  await writeFile(join(folder, own), JSON.stringify(content), { mode: 0o600 });
  const release = (): Promise<void> => rm(join(folder, own), { force: true });
  try {
    await refuseOthers(folder, stack, own);
  } catch (error) {
    await release();
    throw error;
  }
  return release;
}

async function refuseOthers(
  folder: string,
  stack: string,
  own: string | undefined,
): Promise<void> {
  for (const name of await namesIn(folder)) {
    if (name === own) continue;
    const file = join(folder, name);
    const text = await readIfThere(file);
    if (text === undefined) continue;
    const lock = lockIn(text);
    const { pid = 0, hostname: host = "?", username = "?" } = lock;
    if (host === hostname() && pid > 0 && !isAlive(pid)) {
      await rm(file, { force: true });
      continue;
    }
    const { timestamp = "?" } = lock;
    throw new StackLocked(stack, pid, host, username, timestamp, file);
  }
}

/** What a lock says of its owner: nothing, if that one was killed while it wrote. */
function lockIn(text: string): Partial<LockContent> {
  try {
    return JSON.parse(text) as Partial<LockContent>;
  } catch {
    return {};
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, "utf8").catch(unlessMissing);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(unlessMissing)) ?? [];
}

function unlessMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code === "ENOENT") return undefined;
  throw error;
}

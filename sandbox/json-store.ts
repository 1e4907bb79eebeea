import { randomBytes } from "node:crypto";
import {
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";

/** A lock older than this belongs to a process that hangs; our changes take milliseconds. */
const STALE_LOCK_MS = 30_000;

/**
 * Small JSON documents `<folder>/<name>.json`, readable by their owner only. A change is atomic on disk; changes of one
 * document run one at a time, in this process and in others.
 */
export class JsonStore {
  private readonly queues = new Map<string, Promise<unknown>>();

  constructor(private readonly folder: string) {}

  /** The document, or `initial` when there is none yet. */
  async read<T>(name: string, initial: T): Promise<T> {
    try {
      return JSON.parse(await readFile(this.path(name), "utf8")) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT")
        return structuredClone(initial);
      throw error;
    }
  }

  /** Changes the document in place and returns what `change` returns; nothing is written when it throws. */
  update<T, R>(
    name: string,
    initial: T,
    change: (document: T) => R | Promise<R>,
  ): Promise<R> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const turn = before
      .catch(() => undefined)
      .then(() =>
        this.locked(name, async () => {
          const document = await this.read(name, initial);
          const result = await change(document);
          await this.write(name, document);
          return result;
        }),
      );
    this.queues.set(name, turn);
    return turn;
  }

  private path(name: string): string {
    return join(this.folder, `${name}.json`);
  }

  private async write(name: string, document: unknown): Promise<void> {
    const temporary = `${this.path(name)}.${randomBytes(4).toString("hex")}`;
    await writeFile(temporary, `${JSON.stringify(document, null, 1)}\n`, {
      mode: 0o600,
    });
    await rename(temporary, this.path(name));
  }

  private async locked<R>(name: string, work: () => Promise<R>): Promise<R> {
    const lock = `${this.path(name)}.lock`;
    await mkdir(this.folder, { recursive: true });
    while (!(await takeLock(lock)))
      await new Promise((resolve) => setTimeout(resolve, 20));
    try {
      return await work();
    } finally {
      await rm(lock, { force: true });
    }
  }
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    const file = await open(lock, "wx", 0o600);
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  if (await isStale(lock)) await rm(lock, { force: true });
  return false;
}

async function isStale(lock: string): Promise<boolean> {
  try {
    const age = Date.now() - (await stat(lock)).mtimeMs;
    const pid = Number(await readFile(lock, "utf8"));
    return age > STALE_LOCK_MS || (pid > 0 && !isAlive(pid));
  } catch {
    return false;
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

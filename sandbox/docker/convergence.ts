import { setTimeout as sleep } from "node:timers/promises";
import type Docker from "dockerode";
import type { Json } from "../resource-provider";
import { milliseconds } from "./values";

/** Defaults of `convergeConfig` in the real provider. */
const TIMEOUT_MS = 180_000;
const POLL_MS = 500;
/** A swarm that has not begun an update after this many milliseconds has nothing to update. */
const QUIET_MS = 3000;
/** Starts that the engine itself refused (no such image, no such folder) until waiting on is pointless. */
const MAX_REJECTED = 3;
/** Lines of a failed service's log that the error repeats, as in the real provider. */
const LOG_LINES = 10;

export interface Task {
  readonly ID: string;
  readonly CreatedAt: string;
  readonly DesiredState: string;
  readonly Status: {
    readonly State: string;
    readonly Err?: string;
    readonly Message?: string;
  };
}

interface Update {
  readonly State?: string;
  readonly Message?: string;
}

/** A service that does not become what it should be; the message names it and says what its last task said. */
export class NotConverged extends Error {}

/** Waits until as many tasks run as the service wants; fails at the time limit, or when the engine refuses every task. */
export async function untilCreated(
  docker: Docker,
  id: string,
  inputs: Json,
): Promise<void> {
  const { timeout, end } = limitOf(inputs);
  for (;;) {
    const tasks = await tasksOf(docker, id);
    if (runningOf(tasks) === replicasOf(inputs)) return;
    const rejected = tasks.filter((task) => task.Status.State === "rejected");
    if (rejected.length >= MAX_REJECTED || Date.now() > end) {
      const waited = Date.now() > end ? ` after ${timeout / 1000} s` : "";
      throw new NotConverged(
        `Service "${String(inputs.name)}" did not converge${waited}: ${lastError(tasks)}${await lastLines(docker, id)}`,
      );
    }
    await sleep(POLL_MS);
  }
}

/** Waits for the end of an update; fails when the swarm rolled it back or paused it, or at the time limit. */
export async function untilUpdated(
  docker: Docker,
  id: string,
  inputs: Json,
): Promise<void> {
  const began = Date.now();
  const { timeout, end } = limitOf(inputs);
  const name = `Service "${String(inputs.name)}"`;
  // The swarm forgets old tasks, so the error of the update is remembered while it can be seen.
  let error: string | undefined;
  for (;;) {
    const found = (await docker.getService(id).inspect()) as {
      UpdateStatus?: Update;
    };
    const { State = "", Message = "" } = found.UpdateStatus ?? {};
    const tasks = await tasksOf(docker, id);
    const recent = tasks.filter(
      (task) => Date.parse(task.CreatedAt) > began - 1000,
    );
    error = errorOf(recent) ?? error;
    if (State === "completed") return;
    if (/^(rollback_completed|rollback_paused|paused)$/.test(State))
      throw new NotConverged(
        `${name}: ${State.replace("_", " ")}: ${error ?? "no task said why"} (${Message})`,
      );
    const isQuiet = State === "" && Date.now() - began > QUIET_MS;
    if (isQuiet && runningOf(tasks) === replicasOf(inputs)) return;
    if (Date.now() > end)
      throw new NotConverged(
        `${name} did not converge after ${timeout / 1000} s: ${error ?? lastError(tasks)}`,
      );
    await sleep(POLL_MS);
  }
}

function limitOf(inputs: Json): { timeout: number; end: number } {
  const config = inputs.convergeConfig as Json | undefined;
  const timeout = milliseconds(config?.timeout, TIMEOUT_MS);
  return { timeout, end: Date.now() + timeout };
}

function replicasOf(inputs: Json): number {
  const mode = inputs.mode as
    { replicated?: { replicas?: number } } | undefined;
  return mode?.replicated?.replicas ?? 1;
}

function runningOf(tasks: readonly Task[]): number {
  return tasks.filter(
    (task) =>
      task.DesiredState === "running" && task.Status.State === "running",
  ).length;
}

/** The tasks of a service that the swarm still remembers, the newest first. */
export async function tasksOf(docker: Docker, id: string): Promise<Task[]> {
  const tasks = (await docker.listTasks({
    filters: JSON.stringify({ service: [id] }),
  })) as Task[];
  return tasks.sort((a, b) => b.CreatedAt.localeCompare(a.CreatedAt));
}

/** Why tasks failed. One that was stopped as unhealthy ends like one that finished its work, without an error. */
function errorOf(tasks: readonly Task[]): string | undefined {
  const failed = tasks.find((task) => task.Status.Err)?.Status.Err;
  if (failed) return failed;
  return tasks.some((task) => task.Status.State === "complete")
    ? "the new task was stopped before its health check had passed"
    : undefined;
}

function lastError(tasks: readonly Task[]): string {
  const [newest] = tasks;
  const state = newest
    ? `the newest task is ${newest.Status.State}`
    : "no task";
  return (
    errorOf(tasks) ?? `${state}: ${newest?.Status.Message ?? "none was made"}`
  );
}

async function lastLines(docker: Docker, id: string): Promise<string> {
  try {
    const raw = (await docker.getService(id).logs({
      stdout: true,
      stderr: true,
      tail: LOG_LINES,
    })) as unknown as Buffer;
    const lines = textOf(Buffer.from(raw)).trim();
    return lines === "" ? "" : `\nLast lines of its log:\n${lines}`;
  } catch {
    // Only a hint: a task that never started has no log, and the error to tell is another one.
    return "";
  }
}

/** The text of a log in the engine's framing: 8 bytes of header, the last four the length of what follows. */
function textOf(framed: Buffer): string {
  let text = "";
  for (let at = 0; at + 8 <= framed.length;) {
    const length = framed.readUInt32BE(at + 4);
    text += framed.toString("utf8", at + 8, at + 8 + length);
    at += 8 + length;
  }
  return text;
}

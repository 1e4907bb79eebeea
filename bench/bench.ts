import { mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, preview, up } from "../engine/engine";
import { benchCheck } from "./check";
import { program } from "./program";
import { answeringProviders } from "./providers";

const TARGET_MS = 35;
const ROUNDS = Number(process.argv[2] ?? 200);

interface Figures {
  readonly cpuMs: number;
  readonly wallMs: number;
}

/** CPU and wall time of one preview, as a mean over the rounds. */
async function measure(
  options: EngineOptions,
  expected: string,
): Promise<Figures> {
  for (let i = 0; i < 20; i++) await preview(options);
  const cpu = process.cpuUsage();
  const wall = performance.now();
  for (let i = 0; i < ROUNDS; i++) {
    const { changes } = await preview(options);
    if (JSON.stringify(changes) !== expected)
      throw new Error(`planned ${JSON.stringify(changes)}, not ${expected}`);
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpuMs: (user + system) / 1000 / ROUNDS,
    wallMs: (performance.now() - wall) / ROUNDS,
  };
}

function print(name: string, { cpuMs, wallMs }: Figures): void {
  console.log(
    `${name.padEnd(34)} ${cpuMs.toFixed(1).padStart(7)} ms CPU  ${wallMs.toFixed(1).padStart(7)} ms wall`,
  );
}

async function main(): Promise<void> {
  const startUp = process.cpuUsage();
  const folder = mkdtempSync(join(tmpdir(), "epicerie-bench-"));
  try {
    const options = (size: number): EngineOptions => ({
      project: "bench",
      stack: "les-amis",
      program: () => program(size),
      config: {},
      backend: fileBackend(folder),
      passphrase: "bench",
    });
    const first = await up({ ...options(20), providers: answeringProviders });
    if (!first.ok)
      throw new Error(
        first.diagnostics.map(({ message }) => message).join("\n"),
      );
    const resources = first.steps.filter(
      ({ type }) => !/^pulumi:|^bench:/.test(type),
    ).length;
    const bytes = statSync(
      join(folder, ".pulumi/stacks/bench/les-amis.json"),
    ).size;
    console.log(
      `one stack of ${resources} resources, state of ${(bytes / 1024).toFixed(0)} KiB, mean of ${ROUNDS} previews`,
    );
    console.log(
      `node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown CPU"}`,
    );
    const count = first.steps.length;
    const same = await measure(options(20), JSON.stringify({ same: count }));
    print("evaluate and plan, no change", same);
    print(
      "evaluate and plan, one change",
      await measure(
        options(40),
        JSON.stringify({ same: count - 2, update: 2 }),
      ),
    );
    const heap = process.memoryUsage();
    console.log(
      `memory: ${mib(heap.rss)} MiB resident, ${mib(heap.heapUsed)} MiB heap`,
    );
    console.log(
      `start-up (imports, key, first up): ${((startUp.user + startUp.system) / 1000).toFixed(0)} ms CPU before main`,
    );
    const verdict = same.cpuMs <= TARGET_MS ? "met" : "MISSED";
    console.log(
      `target: ${TARGET_MS} ms CPU a stack beyond start-up, ${verdict}`,
    );
    if (same.cpuMs > TARGET_MS) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mib(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

void main().then(benchCheck);

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { findEngine, stopPrivateEngine } from "./docker-engine";

/** What a trial saw, for the test that runs this file in a network and mount namespace of its own. */
export interface Trial {
  readonly told: string[];
  readonly isPrivate: boolean;
  readonly root: string;
  readonly foundAgain: boolean;
  readonly chainsWhileUp: number;
  readonly chainsAfter: number;
  readonly answersAfter: boolean;
}

async function trial(folder: string): Promise<Trial> {
  const told: string[] = [];
  const progress = ({ step }: { step: string }) => void told.push(step);
  const engine = await findEngine(folder, progress);
  const info = (await engine.docker.info()) as { DockerRootDir: string };
  const again = await findEngine(folder, progress);
  const chainsWhileUp = dockerChains();
  await stopPrivateEngine(folder);
  return {
    told,
    isPrivate: engine.isPrivate,
    root: info.DockerRootDir,
    foundAgain: again.isPrivate && again.host === engine.host,
    chainsWhileUp,
    chainsAfter: dockerChains(),
    answersAfter: await engine.docker.ping().then(
      () => true,
      () => false,
    ),
  };
}

function dockerChains(): number {
  const rules = execFileSync("iptables-save", { encoding: "utf8" });
  return rules.split("\n").filter((line) => line.startsWith(":DOCKER")).length;
}

trial(join(process.argv[2] ?? "", "sandbox")).then(
  (seen) => process.stdout.write(JSON.stringify(seen)),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

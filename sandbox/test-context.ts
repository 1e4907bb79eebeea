import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SandboxContext, openContext } from "./context";
import { stopPrivateEngine } from "./docker-engine";
import { unmount } from "./teardown";

/** A sandbox for one test file: a home of its own, and everything it made in the engine removed at the end. */
export interface TestContext {
  readonly ctx: SandboxContext;
  close(): Promise<void>;
}

export async function openTestContext(): Promise<TestContext> {
  const home = await mkdtemp(join(tmpdir(), "epicerie-test-"));
  const ctx = await openContext(home, () => undefined);
  return {
    ctx,
    async close() {
      await removeAll(ctx);
      // Where no other engine answers, each test file has one of its own.
      await stopPrivateEngine(ctx.folder);
      await unmount(home);
      await rm(home, { recursive: true, force: true });
    },
  };
}

async function removeAll({ docker, labels }: SandboxContext): Promise<void> {
  const label = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const containers = await docker.listContainers({
    all: true,
    filters: { label },
  });
  await Promise.all(
    containers.map(({ Id }) =>
      docker.getContainer(Id).remove({ force: true, v: true }),
    ),
  );
  const networks = await docker.listNetworks({ filters: { label } });
  await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).remove({})));
  const { Volumes } = await docker.listVolumes({
    filters: JSON.stringify({ label }),
  });
  await Promise.all(
    (Volumes ?? []).map(({ Name }) => docker.getVolume(Name).remove()),
  );
}

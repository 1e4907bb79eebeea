import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type SandboxContext, openContext } from "./context";
import { stopPrivateEngine } from "./docker-engine";
import {
  removeContainers,
  removeNetworksAndVolumes,
  unmount,
} from "./teardown";

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
      await removeContainers(ctx, () => true);
      await removeNetworksAndVolumes(ctx);
      // Where no other engine answers, each test file has one of its own.
      await stopPrivateEngine(ctx.folder);
      await unmount(home);
      await rm(home, { recursive: true, force: true });
    },
  };
}

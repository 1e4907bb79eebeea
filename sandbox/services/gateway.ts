import { createServer } from "node:net";
import { ADDRESS, type SandboxContext, runService } from "../context";
import { SandboxProblem } from "../problem";
import type { Account } from "./account";
import {
  canConnect,
  putSettings,
  runIn,
  settingsBind,
  untilReady,
} from "./container";

const SERVICE = "gateway";
const FIRST_PORT = 8080;
const LAST_PORT = 8179;
const ATTEMPTS = 3;

interface Choice {
  port?: number;
}

/** The port of 127.0.0.1 on which browsers of this machine reach the sandbox: 8080 or the next free one, chosen at its first start. */
export function gatewayPort(
  ctx: Pick<SandboxContext, "store">,
): Promise<number> {
  return ctx.store.update<Choice, number>(
    SERVICE,
    {},
    async (choice) => (choice.port ??= await freePort()),
  );
}

/** Starts the gateway: `http://<name>.localhost:<port>` shows `https://<name>` of the sandbox. */
export async function gatewayUp(
  ctx: SandboxContext,
  image: string,
  account: Account,
): Promise<void> {
  const changed = await putSettings(ctx, SERVICE, {
    zones: account.zones.map((zone) => `${zone}\n`).join(""),
    "resolver.conf": `resolver ${ctx.extNet.address(ADDRESS.dns)} valid=5s ipv6=off;\n`,
    "ca.crt": ctx.ca.certPem,
  });
  await run(ctx, image);
  await untilReady(SERVICE, () =>
    canConnect(ctx.extNet.address(ADDRESS.gateway), 80),
  );
  if (changed)
    await runIn(ctx, SERVICE, [
      "nginx",
      "-c",
      "/sandbox/gateway/nginx.conf",
      "-s",
      "reload",
    ]);
}

/** Another sandbox may have taken the port meanwhile: then takes the next. */
async function run(ctx: SandboxContext, image: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const port = await gatewayPort(ctx);
    try {
      await runService(ctx, {
        name: SERVICE,
        image,
        ip: ctx.extNet.address(ADDRESS.gateway),
        binds: [settingsBind(ctx, SERVICE)],
        ports: { [`127.0.0.1:${port}`]: 80 },
        command: ["/sandbox/gateway/run"],
      });
      return;
    } catch (error) {
      const isTaken =
        error instanceof SandboxProblem && error.code === "port-taken";
      if (!isTaken || attempt === ATTEMPTS) throw error;
      await ctx.store.update<Choice, void>(SERVICE, {}, (choice) => {
        delete choice.port;
      });
    }
  }
}

async function freePort(): Promise<number> {
  for (let port = FIRST_PORT; port <= LAST_PORT; port++)
    if (await isFree(port)) return port;
  throw new Error(`no port from ${FIRST_PORT} to ${LAST_PORT} is free`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}

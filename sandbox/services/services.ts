import { join } from "node:path";
import { type SandboxContext, buildImage } from "../context";
import { SERVICE_LABEL } from "../service-container";
import { type Account, accountOf, order } from "./account";
import { acmeUp } from "./acme";
import { dnsUp } from "./dns";
import { gatewayUp } from "./gateway";
import { mailUp } from "./mail";
import { mysqlUp } from "./mysql";
import { s3Up } from "./s3";

export { accountOf };
export type { Account, MysqlService } from "./account";
export { gatewayPort } from "./gateway";

const IMAGES = join(__dirname, "..", "images");

/** The containers this folder runs, in the order people read. */
const SERVICES = [
  "dns",
  "nameserver",
  "mail",
  "mysql",
  "s3",
  "acme",
  "gateway",
] as const;

export interface ServiceStatus {
  readonly name: string;
  /** "running", "exited", … in Docker's words; "absent" when there is no container. */
  readonly state: string;
  /** On the sandbox's public network. */
  readonly address?: string;
}

/**
 * Orders what `needs` names, then starts the vendor's services or heals what is stopped. The public network must be there.
 * Throws SandboxProblem `image-build-failed`, `disk-full`, `service-failed`, `port-taken`.
 */
export async function servicesUp(
  ctx: SandboxContext,
  needs: Account,
): Promise<void> {
  const account = await order(ctx, needs);
  const cloud = buildImage(ctx, "cloud", join(IMAGES, "cloud"));
  const storage = buildImage(ctx, "s3", join(IMAGES, "s3"));
  await Promise.all([
    step(ctx, "dns", async () => dnsUp(ctx, await cloud, account)),
    step(ctx, "mail", async () => mailUp(ctx, await cloud, account)),
    step(ctx, "mysql", async () => mysqlUp(ctx, await cloud, account)),
    step(ctx, "acme", async () => acmeUp(ctx, await cloud)),
    step(ctx, "gateway", async () => gatewayUp(ctx, await cloud, account)),
    step(ctx, "s3", async () => s3Up(ctx, await storage)),
  ]);
}

/** The state of each service. */
export async function servicesStatus(
  ctx: SandboxContext,
): Promise<ServiceStatus[]> {
  const containers = await ctx.docker.listContainers({
    all: true,
    filters: {
      label: Object.entries(ctx.labels).map(
        ([key, value]) => `${key}=${value}`,
      ),
    },
  });
  return SERVICES.map((name) => {
    const container = containers.find((c) => c.Labels[SERVICE_LABEL] === name);
    if (container === undefined) return { name, state: "absent" };
    const endpoint = container.NetworkSettings.Networks[ctx.extNet.name];
    // A stopped container has only the address it was created with.
    const fixed = endpoint?.IPAMConfig as { IPv4Address?: string } | null;
    const address = fixed?.IPv4Address ?? endpoint?.IPAddress;
    return {
      name,
      state: container.State,
      ...(address === undefined || address === "" ? {} : { address }),
    };
  });
}

async function step(
  ctx: SandboxContext,
  service: string,
  work: () => Promise<void>,
): Promise<void> {
  const name = `service:${service}`;
  const started = Date.now();
  ctx.progress({ step: name });
  await work();
  const seconds = (Date.now() - started) / 1000;
  ctx.progress({ step: name, done: true, seconds });
}

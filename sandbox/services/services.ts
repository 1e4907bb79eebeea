import { join } from "node:path";
import type Docker from "dockerode";
import { type SandboxContext, buildImage } from "../context";
import { SERVICE_LABEL } from "../service-container";
import { type Account, accountOf, order } from "./account";
import { acmeUp } from "./acme";
import { dnsUp } from "./dns";
import { gatewayUp } from "./gateway";
import { mailUp } from "./mail";
import { mysqlUp } from "./mysql";
import { s3Up } from "./s3";
import { swiftUp } from "./swift";

export { accountOf };
export type { Account, MysqlService } from "./account";
export { gatewayPort } from "./gateway";

const IMAGES = join(__dirname, "..", "images");

type Start = (
  ctx: SandboxContext,
  image: string,
  account: Account,
) => Promise<void>;

/** The vendor's services, with the recipe that each is made from. */
const SERVICES = {
  dns: { recipe: "cloud", start: dnsUp },
  mail: { recipe: "cloud", start: mailUp },
  mysql: { recipe: "cloud", start: mysqlUp },
  s3: { recipe: "s3", start: s3Up },
  swift: { recipe: "swift", start: swiftUp },
  acme: { recipe: "cloud", start: acmeUp },
  gateway: { recipe: "cloud", start: gatewayUp },
} satisfies Record<string, { recipe: string; start: Start }>;

export type ServiceName = keyof typeof SERVICES;

const NAMES = Object.keys(SERVICES) as ServiceName[];
/** Started by the first resource that needs them, and from then on with the others. */
const ON_DEMAND: readonly string[] = ["swift"] satisfies ServiceName[];
/** Their containers, in the order people read. */
const CONTAINERS = ["dns", "nameserver", ...NAMES.slice(1)];

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
  /** @default all but those that nothing has needed yet */
  names?: readonly ServiceName[],
): Promise<void> {
  const account = await order(ctx, needs);
  const wanted = names ?? (await usualServices(ctx));
  const results = await Promise.allSettled(
    wanted.map((name) => {
      const { recipe, start }: { recipe: string; start: Start } =
        SERVICES[name];
      const image = buildImage(ctx, recipe, join(IMAGES, recipe));
      return step(ctx, name, async () => start(ctx, await image, account));
    }),
  );
  // Only now that nothing goes on behind the caller's back.
  for (const result of results)
    if (result.status === "rejected") throw result.reason;
}

async function usualServices(ctx: SandboxContext): Promise<ServiceName[]> {
  const there = (await serviceContainers(ctx)).map(
    ({ Labels }) => Labels[SERVICE_LABEL],
  );
  return NAMES.filter(
    (name) => !ON_DEMAND.includes(name) || there.includes(name),
  );
}

function serviceContainers(
  ctx: SandboxContext,
): Promise<Docker.ContainerInfo[]> {
  const label = Object.entries(ctx.labels).map(
    ([key, value]) => `${key}=${value}`,
  );
  return ctx.docker.listContainers({ all: true, filters: { label } });
}

/** The state of each service. */
export async function servicesStatus(
  ctx: SandboxContext,
): Promise<ServiceStatus[]> {
  const containers = await serviceContainers(ctx);
  return CONTAINERS.flatMap((name) => {
    const container = containers.find((c) => c.Labels[SERVICE_LABEL] === name);
    if (container === undefined)
      return ON_DEMAND.includes(name) ? [] : [{ name, state: "absent" }];
    const endpoint = container.NetworkSettings.Networks[ctx.extNet.name];
    // A stopped container has only the address it was created with.
    const fixed = endpoint?.IPAMConfig as { IPv4Address?: string } | null;
    const address = fixed?.IPv4Address ?? endpoint?.IPAddress;
    return [
      {
        name,
        state: container.State,
        ...(address === undefined || address === "" ? {} : { address }),
      },
    ];
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

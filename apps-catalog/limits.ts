import {
  type AppDefinition,
  type AppService,
  serviceName,
  servicesOf,
} from "./define-app";

/** What a container may use beside memory. */
export interface ProcessLimits {
  readonly cpus: number;
  /** Processes and threads. */
  readonly pids: number;
}

/** The limits of one of an app's containers. */
export interface ServiceLimits extends ProcessLimits {
  readonly service: string;
  /** Its log on the server: as many files of so many megabytes. */
  readonly log: { readonly megabytes: number; readonly files: number };
}

export const USUAL_LOG = { megabytes: 10, files: 3 };

/** Megabytes that a visitor may send to an app at once. */
export const USUAL_UPLOADS = 64;

/** An engine refuses more processors than it has. */
export function processLimits(
  { cpus = 1, pids = 512 }: Pick<AppService, "cpus" | "pids">,
  server: { readonly cpus: number },
): ProcessLimits {
  return { cpus: Math.min(cpus, server.cpus), pids };
}

/** The limits of each container of an installed app, the web server first. */
export function limitsOf(
  app: string,
  definition: AppDefinition,
  server: { readonly cpus: number },
): ServiceLimits[] {
  return servicesOf(definition).map((of) => {
    const { service, log = USUAL_LOG } = of;
    const limits = processLimits(of, server);
    return { service: serviceName(app, service), ...limits, log };
  });
}

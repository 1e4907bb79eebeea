import type { ProviderFactory } from "../engine/provider";
import { MailProvider } from "../provider/mail-provider";
import { appImagesUp } from "./app-images";
import { commandProvider } from "./command/provider";
import {
  ADDRESS,
  type Progress,
  type SandboxContext,
  openContext,
} from "./context";
import { dockerProvider } from "./docker/provider";
import { unlessGone } from "./engine-errors";
import { HostTools } from "./host-tools";
import { healServers, serversStatus } from "./openstack/heal";
import { PacketFilter } from "./openstack/packet-filter";
import { type OvhApiServer, startOvhApi } from "./ovh-api/server";
import { openstackProvider } from "./openstack/provider";
import { ovhProvider } from "./ovh/provider";
import { createPublicNetwork } from "./public-network";
import { randomProvider } from "./random/provider";
import { gatewayPort, servicesStatus, servicesUp } from "./services/services";
import { removeSandbox } from "./teardown";

export type { Progress };

/** What the host "has ordered" from the vendor before the program runs. */
export interface SandboxNeeds {
  /** Domains whose zone the vendor hosts. */
  readonly zones: string[];
  /** Domains with mail at the vendor. */
  readonly mailDomains: string[];
  /** MySQL services, with the host name and port that the vendor gave them. */
  readonly mysql: { service: string; host: string; port: number }[];
  /** Public Cloud projects. */
  readonly projects: string[];
  /** Image references of the catalog. */
  readonly images: string[];
}

export interface SandboxStatus {
  readonly parts: readonly SandboxPart[];
}

/** A service or a server of the sandbox. */
export interface SandboxPart {
  readonly name: string;
  /** "running", "exited" … in Docker's words; "absent" when there is no container. */
  readonly state: string;
  readonly address?: string;
}

/**
 * The local stand-in for the vendor: real software in containers, only the control plane is ours. It lives in one folder
 * and under one label in the Docker engine. A functional stand-in, NOT a security boundary: the root user of a server can
 * see the disks of this machine.
 */
export class Sandbox {
  private api: Promise<OvhApiServer> | undefined;

  private constructor(
    /** For tests and tools of the sandbox itself. */
    readonly context: SandboxContext,
  ) {}

  /** Finds or starts the Docker engine and opens the sandbox of `home`; starts nothing in it. Throws SandboxProblem. */
  static async open(home: string, progress: Progress): Promise<Sandbox> {
    return new Sandbox(await openContext(home, progress));
  }

  /** Images, network, services, account: what is missing is made, what is stopped is started. Throws SandboxProblem. */
  async up(needs: SandboxNeeds): Promise<void> {
    const { context } = this;
    const { docker, store, extNet, labels } = context;
    await createPublicNetwork(docker, store, extNet, labels);
    const tools = new HostTools(context);
    await all([
      // Its image is the servers' too: the first server need not wait for it.
      tools.run("true").then(() => healServers(context, tools)),
      servicesUp(context, needs),
      appImagesUp(context, needs.images),
    ]);
  }

  /** Removes everything of the sandbox, its data included, and nothing else; with `images` what was built for it too. */
  async down(options: { images?: boolean } = {}): Promise<void> {
    const { context } = this;
    const tools = new HostTools(context);
    const filter = new PacketFilter(context, tools);
    await removeSandbox(context, tools, filter, options.images === true);
  }

  /** Each service and each server, with its state. */
  async status(): Promise<SandboxStatus> {
    const { context } = this;
    const parts = [
      ...(await servicesStatus(context)),
      await registryStatus(context),
      ...(await serversStatus(context)),
    ];
    return { parts };
  }

  /** The stand-in for OVH's API, started when it is first needed; lives as long as this process. */
  ovhApi(): Promise<OvhApiServer> {
    return (this.api ??= startOvhApi(this.context));
  }

  /** Provider instances for the embedded engine: one cloud, as many Docker connections as the program has. */
  providers(): ProviderFactory {
    const openstack = openstackProvider(this.context);
    const ovh = ovhProvider(this.context);
    // The very provider that the standard CLI starts as a plugin, with other keys.
    const mail = new MailProvider(async () => {
      const { endpoint, keys } = await this.ovhApi();
      return { endpoint, credentials: keys, ca: this.context.ca.certPem };
    });
    return (pkg) => {
      switch (pkg) {
        case "openstack":
          return openstack;
        case "ovh":
          return ovh;
        case "ovhmail":
          return mail;
        case "docker":
          return dockerProvider();
        case "command":
          return commandProvider();
        case "random":
          return randomProvider();
        default:
          return undefined;
      }
    };
  }

  /** Where a browser of this machine sees `https://<host>` of the sandbox. */
  async gatewayUrl(host: string): Promise<string> {
    return `http://${host}.localhost:${await gatewayPort(this.context)}`;
  }
}

async function registryStatus(ctx: SandboxContext): Promise<SandboxPart> {
  const name = "registry";
  const container = await ctx.docker
    .getContainer(`epicerie-${ctx.id}-${name}`)
    .inspect()
    .catch(unlessGone);
  return {
    name,
    state: container?.State.Status ?? "absent",
    address: ctx.extNet.address(ADDRESS.registry),
  };
}

/** Waits for all, so that nothing goes on in the background after a failure; then throws the first failure. */
async function all(work: readonly Promise<unknown>[]): Promise<void> {
  const results = await Promise.allSettled(work);
  const failed = results.find((result) => result.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

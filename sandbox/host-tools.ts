import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type Docker from "dockerode";
import { mustExecIn } from "./container-exec";
import { type SandboxContext, buildImage, runService } from "./context";

const SERVER_RECIPE = join(__dirname, "images", "server");
const BRIDGE_FILTER = "/proc/sys/net/bridge/bridge-nf-call-iptables";

/** The image that servers boot from; it also has the tools for the host's disks and packet filter. */
export function serverImage(ctx: SandboxContext): Promise<string> {
  return buildImage(ctx, "server", SERVER_RECIPE);
}

/**
 * Work on the host itself (loop devices, device nodes, packet filter) happens in one container with the host's network
 * and devices, so that neither root nor these tools are needed on the machine, only its Docker engine.
 */
export class HostTools {
  private starting: Promise<Docker.Container> | undefined;

  constructor(private readonly ctx: SandboxContext) {}

  /** Runs a command on the host; fails with what the command said when it fails. Returns its output. */
  async run(...command: string[]): Promise<string> {
    try {
      return await mustExecIn(await this.container(), command);
    } catch (error) {
      // The container may have been stopped since, e.g. by a restart of the engine.
      if (!/is not running|No such container/i.test(String(error))) throw error;
      this.starting = undefined;
      return mustExecIn(await this.container(), command);
    }
  }

  /** Whether anything was ever run on the host by this sandbox. */
  async exists(): Promise<boolean> {
    const { docker, id } = this.ctx;
    const container = docker.getContainer(`epicerie-${id}-host`);
    return container.inspect().then(
      () => true,
      () => false,
    );
  }

  /** Lets the packet filter see what passes between servers of one network. Returns the host's setting before. */
  async filterBridges(): Promise<string> {
    const read = () => this.run("cat", BRIDGE_FILTER);
    const before = (
      await read().catch(async () => {
        await promisify(execFile)("modprobe", ["br_netfilter"]);
        return read();
      })
    ).trim();
    if (before !== "1") await this.setBridgeFilter("1");
    return before;
  }

  async setBridgeFilter(value: string): Promise<void> {
    await this.run("sh", "-c", `echo ${value} >${BRIDGE_FILTER}`);
  }

  private container(): Promise<Docker.Container> {
    this.starting ??= this.start();
    this.starting.catch(() => (this.starting = undefined));
    return this.starting;
  }

  private async start(): Promise<Docker.Container> {
    const { folder } = this.ctx;
    return runService(this.ctx, {
      name: "host",
      image: await serverImage(this.ctx),
      hostNetwork: true,
      entrypoint: ["sleep", "infinity"],
      binds: [`${folder}:${folder}`, "/dev:/dev"],
      capabilities: ["SYS_ADMIN", "NET_ADMIN", "MKNOD"],
      stopTimeout: 0,
      hostConfig: {
        DeviceCgroupRules: ["a *:* rwm"],
        SecurityOpt: ["seccomp=unconfined", "apparmor=unconfined"],
        MaskedPaths: [],
        ReadonlyPaths: [],
      },
    });
  }
}

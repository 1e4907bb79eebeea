import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CheckFailure } from "@pulumi/pulumi/provider";
import { type SandboxContext, openContext } from "../context";
import { HostTools } from "../host-tools";
import { createPublicNetwork } from "../public-network";
import type { Json, ResourceProvider } from "../resource-provider";
import { removeSandbox } from "../teardown";
import { PacketFilter } from "./packet-filter";
import { openstackProvider } from "./provider";

const TYPES = {
  Keypair: "openstack:compute/keypair:Keypair",
  Network: "openstack:networking/network:Network",
  Subnet: "openstack:networking/subnet:Subnet",
  Port: "openstack:networking/port:Port",
  Router: "openstack:networking/router:Router",
  RouterInterface: "openstack:networking/routerInterface:RouterInterface",
  SecGroup: "openstack:networking/secGroup:SecGroup",
  SecGroupRule: "openstack:networking/secGroupRule:SecGroupRule",
  ServerGroup: "openstack:compute/serverGroup:ServerGroup",
  Instance: "openstack:compute/instance:Instance",
  Volume: "openstack:blockstorage/volume:Volume",
  VolumeAttach: "openstack:compute/volumeAttach:VolumeAttach",
} as const;

type TypeName = keyof typeof TYPES;

export interface Made {
  readonly id: string;
  readonly inputs: Json;
  readonly outs: Json;
}

/** A cloud of its own for one test file, used as the engine uses it: check, then act. */
export class TestCloud {
  private constructor(
    readonly ctx: SandboxContext,
    readonly tools: HostTools,
    private readonly provider: ResourceProvider,
  ) {}

  static async open(): Promise<TestCloud> {
    const home = await mkdtemp(join(tmpdir(), "epicerie-cloud-"));
    const ctx = await openContext(home, () => undefined);
    await createPublicNetwork(ctx.docker, ctx.store, ctx.extNet, ctx.labels);
    return new TestCloud(ctx, new HostTools(ctx), openstackProvider(ctx));
  }

  async close(): Promise<void> {
    const { ctx, tools } = this;
    await removeSandbox(ctx, tools, new PacketFilter(ctx, tools), false);
    await rm(ctx.home, { recursive: true, force: true });
  }

  /** What the provider refuses of these inputs. */
  async failures(type: TypeName, inputs: Json): Promise<CheckFailure[]> {
    const checked = await this.provider.check(urn(type, "x"), {}, inputs);
    return checked.failures ?? [];
  }

  async create(type: TypeName, name: string, given: Json): Promise<Made> {
    const checked = await this.provider.check(
      urn(type, name),
      undefined,
      given,
    );
    if (checked.failures?.length)
      throw new Error(JSON.stringify(checked.failures));
    const inputs = checked.inputs as Json;
    const made = await this.provider.create(urn(type, name), inputs);
    return { id: made.id, inputs, outs: made.outs as Json };
  }

  async update(type: TypeName, made: Made, changes: Json): Promise<Made> {
    const inputs = { ...made.inputs, ...changes };
    const updated = await this.provider.update(
      made.id,
      urn(type, "x"),
      made.outs,
      inputs,
    );
    return { id: made.id, inputs, outs: updated.outs as Json };
  }

  /** The current state; undefined when the resource is gone. */
  async read(type: TypeName, made: Made): Promise<Json | undefined> {
    const result = await this.provider.read(made.id, urn(type, "x"), made.outs);
    return result.id === "" ? undefined : (result.props as Json);
  }

  delete(type: TypeName, made: Made): Promise<void> {
    return this.provider.delete(made.id, urn(type, "x"), made.outs);
  }

  /** A security group with rules, given as port or `[port, rest of the rule]`. */
  async group(
    name: string,
    rules: readonly (number | [number, Json])[],
  ): Promise<Made> {
    const group = await this.create("SecGroup", name, {});
    for (const rule of rules) {
      const [port, extra] = typeof rule === "number" ? [rule, {}] : rule;
      await this.create("SecGroupRule", `${name}-${port}`, {
        securityGroupId: group.id,
        direction: "ingress",
        ethertype: "IPv4",
        protocol: "tcp",
        portRangeMin: port,
        portRangeMax: port,
        ...extra,
      });
    }
    return group;
  }
}

/** A shell on a server, as `debian` with the key that the cloud made. */
export class Shell {
  constructor(
    private readonly ctx: SandboxContext,
    private readonly key: Made,
    readonly ip: string,
  ) {}

  /** Runs a script; fails with what it said. */
  async run(script: string): Promise<string> {
    const file = join(this.ctx.folder, `key-${this.key.id}`);
    await writeFile(file, this.key.outs.privateKey as string, { mode: 0o600 });
    const options = ["-i", file, "-o", "StrictHostKeyChecking=no"];
    options.push("-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR");
    options.push("-o", "ConnectTimeout=3", "-o", "BatchMode=yes");
    return new Promise((resolve, reject) => {
      execFile(
        "ssh",
        [...options, `debian@${this.ip}`, script],
        (error, stdout, stderr) =>
          error === null
            ? resolve(stdout.trim())
            : reject(new Error(`${error.message}\n${stdout}${stderr}`)),
      );
    });
  }

  /** Waits until the server can be logged into and its first boot is over: cloud-init restarts sshd on the way. */
  async ready(seconds = 120): Promise<void> {
    await eventually(
      () => this.run("cloud-init status --wait >/dev/null || true"),
      seconds,
    );
  }

  /** Reboots from inside and waits for the server to be back. */
  async reboot(): Promise<void> {
    await this.run("sudo touch /run/sandbox-test");
    await this.run("sudo reboot").catch(() => undefined);
    // `/run` is empty after a boot.
    await eventually(() => this.run("test ! -e /run/sandbox-test"), 120);
  }
}

/** Tries until it works; fails with the last failure. */
export async function eventually<T>(
  attempt: () => Promise<T>,
  seconds: number,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) throw error;
      await sleep(300);
    }
  }
}

/** What a TCP connection meets: "open", "refused", or "silence" when packets are dropped. */
export function knock(
  ip: string,
  port: number,
  from?: string,
): Promise<"open" | "refused" | "silence"> {
  return new Promise((resolve) => {
    const address = from === undefined ? {} : { localAddress: from };
    const socket = connect({ host: ip, port, timeout: 1500, ...address });
    const end = (answer: "open" | "refused" | "silence") => () => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", end("open"));
    socket.once("timeout", end("silence"));
    socket.once("error", end("refused"));
  });
}

function urn(type: TypeName, name: string): string {
  return `urn:pulumi:test::epicerie::${TYPES[type]}::${name}`;
}

import type { SandboxContext } from "../context";
import type { HostTools } from "../host-tools";
import { type CloudState, type RuleRecord, readCloud } from "./cloud-state";

interface HostSettings {
  /** `bridge-nf-call-iptables` as it was before the sandbox needed it. */
  bridgeFilter?: string;
}

/**
 * Security groups as a table of the host's packet filter, one per sandbox. It sees what comes from the host, from
 * elsewhere and from other servers, and what is published by the engine inside a server.
 */
export class PacketFilter {
  constructor(
    private readonly ctx: SandboxContext,
    private readonly tools: HostTools,
  ) {}

  /**
   * Makes the table say what the cloud knows. One transaction: there is no moment without rules; and one at a time, in
   * this process and in others, so that an older state never overwrites a newer one.
   */
  async apply(): Promise<void> {
    await this.ctx.store.update<HostSettings, void>(
      "host",
      {},
      async (settings) => {
        const rules = ruleset(this.ctx.id, await readCloud(this.ctx));
        await this.tools.run(
          "sh",
          "-c",
          'printf %s "$1" | nft -f -',
          "nft",
          rules,
        );
        // Each time, since a restart of the machine forgets it; and now, since another sandbox that goes leaves it where it
        // finds a table.
        const before = await this.tools.filterBridges();
        settings.bridgeFilter ??= before;
      },
    );
  }

  /**
   * Lets a private network's members reach its router with what is for elsewhere: Docker's own rules drop it, since the network
   * is internal, once the packet filter sees what passes in a bridge.
   */
  async openBridge(bridge: string): Promise<void> {
    const rule = bridgeRule(this.ctx.id, bridge);
    await this.tools.run(
      "sh",
      "-c",
      `iptables -C ${rule} 2>/dev/null || iptables -I ${rule}`,
    );
  }

  async closeBridge(bridge: string): Promise<void> {
    const rule = bridgeRule(this.ctx.id, bridge);
    await this.tools.run("sh", "-c", `iptables -D ${rule} 2>/dev/null || :`);
  }

  /** Removes the table and every open bridge, and gives the host its setting back. */
  async remove(): Promise<void> {
    await this.tools.run(
      "sh",
      "-c",
      `iptables -S ${CHAIN} 2>/dev/null | grep -- '--comment "*epicerie_${this.ctx.id}' | sed 's/^-A/-D/' | xargs -rL1 iptables`,
    );
    const table = tableName(this.ctx.id);
    await this.tools.run(
      "sh",
      "-c",
      `nft delete table ${table} 2>/dev/null || :`,
    );
    const { bridgeFilter } = await this.ctx.store.read<HostSettings>(
      "host",
      {},
    );
    const hasOthers = async (): Promise<boolean> =>
      /table inet epicerie_/.test(
        await this.tools.run("nft", "list", "tables"),
      );
    if (bridgeFilter !== "0" || (await hasOthers())) return;
    await this.tools.setBridgeFilter("0");
    // One that came meanwhile needs it.
    if (await hasOthers()) await this.tools.setBridgeFilter("1");
  }
}

/** Docker's chain for rules that come before its own. Source: docs.docker.com, "Packet filtering and firewalls". */
const CHAIN = "DOCKER-USER";

function bridgeRule(sandbox: string, bridge: string): string {
  return `${CHAIN} -i ${bridge} -o ${bridge} -m comment --comment epicerie_${sandbox} -j ACCEPT`;
}

function tableName(sandbox: string): string {
  return `inet epicerie_${sandbox}`;
}

/**
 * The table as nft's own text. Before Docker's rules (priority −10): what is dropped here never gets there, what is let
 * through is still subject to them. A packet between two servers must be allowed out of the one and into the other.
 */
export function ruleset(sandbox: string, cloud: CloudState): string {
  const table = tableName(sandbox);
  const guarded = Object.values(cloud.servers).filter(
    (server) => server.groups.length > 0,
  );
  const chains: string[] = [];
  const dispatch: string[] = [];
  for (const server of guarded) {
    const name = server.id.replaceAll("-", "_");
    const rules = Object.values(cloud.rules).filter(
      (rule) =>
        server.groups.includes(rule.groupId) && rule.ethertype === "IPv4",
    );
    const out = rules.filter((rule) => rule.direction === "egress");
    const into = rules.filter((rule) => rule.direction === "ingress");
    chains.push(
      chain(`out_${name}`, out, cloud),
      chain(`in_${name}`, into, cloud),
    );
    for (const { ip } of server.nics)
      dispatch.push(`    ip saddr ${ip} jump out_${name}`);
  }
  for (const server of guarded)
    for (const { ip } of server.nics)
      dispatch.push(
        `    ip daddr ${ip} jump in_${server.id.replaceAll("-", "_")}`,
      );
  const hook = (name: string) =>
    `  chain ${name} {\n    type filter hook ${name} priority -10; policy accept;\n    jump servers\n  }`;
  return [
    `add table ${table}`,
    `delete table ${table}`,
    `table ${table} {`,
    ...chains,
    `  chain servers {\n    ct state established,related return`,
    ...dispatch,
    "  }",
    hook("forward"),
    hook("output"),
    "}",
    "",
  ].join("\n");
}

function chain(name: string, rules: RuleRecord[], cloud: CloudState): string {
  const lines = rules.flatMap((rule) => {
    const match = matchOf(rule, cloud);
    return match === undefined ? [] : [`    ${match} return`];
  });
  return [`  chain ${name} {`, ...lines, "    drop", "  }"].join("\n");
}

/** The condition of a rule; undefined when nothing can meet it. */
function matchOf(rule: RuleRecord, cloud: CloudState): string | undefined {
  const remote = rule.direction === "ingress" ? "ip saddr" : "ip daddr";
  const parts: string[] = [];
  if (rule.remotePrefix !== "" && rule.remotePrefix !== "0.0.0.0/0")
    parts.push(`${remote} ${rule.remotePrefix}`);
  if (rule.remoteGroupId !== "") {
    const members = Object.values(cloud.servers)
      .filter((server) => server.groups.includes(rule.remoteGroupId))
      .flatMap((server) => server.nics.map((nic) => nic.ip));
    if (members.length === 0) return undefined;
    parts.push(`${remote} { ${members.join(", ")} }`);
  }
  const hasPorts = rule.protocol === "tcp" || rule.protocol === "udp";
  if (hasPorts && rule.ports !== undefined)
    parts.push(`${rule.protocol} dport ${rule.ports[0]}-${rule.ports[1]}`);
  else if (rule.protocol !== "") parts.push(`meta l4proto ${rule.protocol}`);
  return parts.length === 0 ? "meta nfproto ipv4" : parts.join(" ");
}

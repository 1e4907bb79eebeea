import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";

/** One kind of incoming traffic that is let through. Everything else is dropped. */
export interface IncomingRule {
  /** Says what it is for; part of the rule's name, so stable for ever. */
  readonly name: string;
  /** What it lets in. */
  readonly protocol: "tcp" | "udp" | "icmp";
  /**
   * First and last port. Never the whole range: Neutron keeps none for it, and the plugin then replaces the rule at every `up`,
   * which Neutron refuses. Source: neutron/db/securitygroups_db.py, `_make_canonical_port_range`.
   * @default all of them
   */
  readonly ports?: readonly [first: number, last: number];
  /** Networks (CIDR) it may come from. */
  readonly from: readonly string[];
}

export interface SecurityGroupArgs {
  /** OpenStack region. */
  readonly region: string;
  /** For whoever reads it in OVH's console. */
  readonly description: string;
  /** What may come in. What goes out is not limited. */
  readonly incoming: readonly IncomingRule[];
}

/**
 * What may reach a server: a `SecGroup` and one `SecGroupRule` per rule and network.
 *
 * `new SecurityGroup("web", { region: "GRA11", description: "Web", incoming: [{ name: "https", protocol: "tcp", ports: [443, 443], from: ["0.0.0.0/0"] }] })`
 */
export class SecurityGroup extends pulumi.ComponentResource {
  /** The group. */
  readonly group: openstack.networking.SecGroup;
  /** Its rules. */
  readonly rules: readonly openstack.networking.SecGroupRule[];

  constructor(
    name: string,
    args: SecurityGroupArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:SecurityGroup", name, {}, opts);
    const { region, description } = args;
    this.group = new openstack.networking.SecGroup(
      name,
      { name, region, description },
      { parent: this },
    );
    this.rules = args.incoming.flatMap((rule) =>
      createRules(name, rule, args, this),
    );
    this.registerOutputs({ groupId: this.group.id });
  }
}

function createRules(
  name: string,
  rule: IncomingRule,
  { region }: SecurityGroupArgs,
  parent: SecurityGroup,
): openstack.networking.SecGroupRule[] {
  const [first, last] = rule.ports ?? [];
  return rule.from.map(
    (network) =>
      new openstack.networking.SecGroupRule(
        `${name}-${rule.name}-${network}`,
        {
          region,
          securityGroupId: parent.group.id,
          direction: "ingress",
          ethertype: "IPv4",
          protocol: rule.protocol,
          ...(first === undefined || last === undefined
            ? {}
            : { portRangeMin: first, portRangeMax: last }),
          remoteIpPrefix: network,
        },
        { parent },
      ),
  );
}

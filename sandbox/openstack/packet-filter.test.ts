import type { CloudState, RuleRecord, ServerRecord } from "./cloud-state";
import { ruleset } from "./packet-filter";

const server = (id: string, ip: string, groups: string[]): ServerRecord => ({
  id,
  name: id,
  flavor: "d2-2",
  image: "Debian 12",
  keyPair: "",
  groups,
  nics: [{ name: "Ext-Net", networkId: "", engineNetwork: "", ip, mac: "" }],
  power: "active",
  created: "",
  updated: "",
});

const rule = (id: string, extra: Partial<RuleRecord>): RuleRecord => ({
  id,
  groupId: "web",
  direction: "ingress",
  ethertype: "IPv4",
  protocol: "",
  remotePrefix: "",
  remoteGroupId: "",
  ...extra,
});

function rules(servers: ServerRecord[], rules: RuleRecord[]): string {
  const table = <T extends { id: string }>(list: T[]) =>
    Object.fromEntries(list.map((item) => [item.id, item]));
  const cloud: CloudState = {
    keypairs: {},
    networks: {},
    subnets: {},
    groups: {},
    volumes: {},
    servers: table(servers),
    rules: table(rules),
  };
  return ruleset("01234567", cloud);
}

/** The lines of one chain. */
function chainOf(text: string, name: string): string[] {
  const body = text.split(`  chain ${name} {\n`)[1]?.split("\n  }")[0] ?? "";
  return body.split("\n").map((line) => line.trim());
}

describe("the packet filter of security groups", () => {
  it("lets in what a rule allows and drops the rest", () => {
    const text = rules(
      [server("a", "203.0.113.10", ["web"])],
      [rule("1", { protocol: "tcp", ports: [80, 443] })],
    );
    expect(chainOf(text, "in_a")).toEqual(["tcp dport 80-443 return", "drop"]);
  });

  it("drops everything into a server whose groups have no rule", () => {
    const text = rules([server("a", "203.0.113.10", ["web"])], []);
    expect(chainOf(text, "in_a")).toEqual(["drop"]);
    expect(chainOf(text, "out_a")).toEqual(["drop"]);
  });

  it("leaves a server without groups alone", () => {
    expect(rules([server("a", "203.0.113.10", [])], [])).not.toContain(
      "203.0.113.10",
    );
  });

  it("narrows a rule to its source range", () => {
    const text = rules(
      [server("a", "203.0.113.10", ["web"])],
      [
        rule("1", {
          protocol: "tcp",
          ports: [22, 22],
          remotePrefix: "192.0.2.0/24",
        }),
      ],
    );
    expect(chainOf(text, "in_a")[0]).toBe(
      "ip saddr 192.0.2.0/24 tcp dport 22-22 return",
    );
  });

  it("narrows a rule to the members of another group, and to nobody when it has none", () => {
    const fromApps = rule("1", { remoteGroupId: "apps" });
    const web = server("a", "203.0.113.10", ["web"]);
    const app = server("b", "203.0.113.11", ["apps"]);
    expect(chainOf(rules([web, app], [fromApps]), "in_a")).toEqual([
      "ip saddr { 203.0.113.11 } return",
      "drop",
    ]);
    expect(chainOf(rules([web], [fromApps]), "in_a")).toEqual(["drop"]);
  });

  it("asks the sender's rules before the receiver's", () => {
    const text = rules(
      [
        server("a", "203.0.113.10", ["web"]),
        server("b", "203.0.113.11", ["web"]),
      ],
      [rule("1", { direction: "egress" })],
    );
    expect(chainOf(text, "servers")).toEqual([
      "ct state established,related return",
      "ip saddr 203.0.113.10 jump out_a",
      "ip saddr 203.0.113.11 jump out_b",
      "ip daddr 203.0.113.10 jump in_a",
      "ip daddr 203.0.113.11 jump in_b",
    ]);
  });

  it("ignores rules for IPv6, which the sandbox's networks do not have", () => {
    const text = rules(
      [server("a", "203.0.113.10", ["web"])],
      [rule("1", { ethertype: "IPv6" })],
    );
    expect(chainOf(text, "in_a")).toEqual(["drop"]);
  });
});

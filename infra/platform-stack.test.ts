import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { namesOf, type Registered, registered } from "../components/testing";
import { preview, type Result, up } from "../engine/engine";
import { modelWith, MYSQL } from "./model/testing";
import { stackIn } from "./testing";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "epicerie-platform-"))));
afterEach(() => rmSync(folder, { recursive: true }));

jest.setTimeout(60_000);

const RULE = "openstack:networking/secGroupRule:SecGroupRule";
const RECORD = "ovh:Domain/zoneRecord:ZoneRecord";
const INSTANCE = "openstack:compute/instance:Instance";
const ALLOWED = "ovh:Hosting/privateDatabaseAllowlist:PrivateDatabaseAllowlist";
const SNAPSHOT = "ovh:CloudProject/instanceSnapshot:InstanceSnapshot";

/** The platform of a file that says this much more than the least. */
async function platform(
  prod: object = {},
  at = mkdtempSync(join(folder, "stack-")),
): Promise<{ resources: Registered[]; outputs: Result["outputs"] }> {
  const result = await up(stackIn(at, modelWith({ prod }), "prod"));
  expect(result.diagnostics).toEqual([]);
  return { resources: registered(result), outputs: result.outputs };
}

const of = (
  { resources }: { resources: readonly Registered[] },
  type: string,
): Registered[] => resources.filter((one) => one.type === type);

describe("the servers' firewall", () => {
  const rulesWith = async (prod: object): Promise<string[]> =>
    of(await platform(prod), RULE).map(({ inputs }) => {
      const { protocol, portRangeMin, portRangeMax, remoteIpPrefix } = inputs;
      const ports =
        portRangeMin === undefined ? [] : [portRangeMin, portRangeMax];
      return [protocol, ...ports, remoteIpPrefix].join(" ");
    });

  it("lets in the web and a ping from everywhere, SSH from the hosts, and the metrics of the servers themselves", async () => {
    expect((await rulesWith({})).sort()).toEqual([
      "icmp 0.0.0.0/0",
      "tcp 22 22 203.0.113.7/32",
      "tcp 443 443 0.0.0.0/0",
      "tcp 80 80 0.0.0.0/0",
      "tcp 9100 9100 10.42.0.0/24",
    ]);
  });

  it("lets in webmasters where they may come from, who have a door of their own then", async () => {
    const sftpFrom = ["198.51.100.0/24"];
    expect(await rulesWith({ sftpFrom })).toContain(
      "tcp 2222 2222 198.51.100.0/24",
    );
    const doors = async (prod: object) =>
      of(await platform(prod), "epicerie:components:SftpServer").map(
        ({ name }) => name,
      );
    expect(await doors({ sftpFrom })).toEqual(["commun-1-sftp"]);
    expect(await doors({})).toEqual([]);
  });
});

const two = {
  "commun-1": { flavor: "d2-4", apartIn: "web" },
  "commun-2": { flavor: "d2-4", apartIn: "web" },
};

describe("a server of the platform", () => {
  it("has a proxy, a mail relay that knows its name, and a name in the host's zone that leads to it", async () => {
    const { resources } = await platform({ servers: two });
    for (const [kind, end] of [
      ["ReverseProxy", "proxy"],
      ["MailRelay", "relay"],
    ] as const)
      expect(namesOf(resources, `epicerie:components:${kind}`)).toEqual([
        `commun-1-${end}`,
        `commun-2-${end}`,
      ]);
    const relay = resources.find(({ name }) =>
      name.endsWith("2-relay-prepared"),
    );
    expect(relay?.inputs.stdin).toContain(
      "HOST_NAME='commun-2.soltic.example'",
    );
    expect(of({ resources }, RECORD).map(({ inputs }) => inputs)).toEqual(
      ["commun-1", "commun-2"].map((subdomain) => ({
        zone: "soltic.example",
        subdomain,
        fieldtype: "A",
        target: "203.0.113.10",
        ttl: 3600,
      })),
    );
  });

  it("shares one group with those that it is kept apart from", async () => {
    const made = await platform({ servers: two });
    const type = "openstack:compute/serverGroup:ServerGroup";
    expect(of(made, type).map(({ inputs }) => inputs)).toEqual([
      { name: "web", region: "GRA11", policies: ["anti-affinity"] },
    ]);
    for (const { inputs } of of(made, INSTANCE))
      expect(inputs.schedulerHints).toEqual([{ group: "web-id" }]);
  });

  it("is protected; the machine that it leaves is not, and its name leads to the new one", async () => {
    const servers = { "commun-1": { flavor: "d2-4", generations: [1, 2] } };
    const made = await platform({ servers });
    expect(
      of(made, INSTANCE).map(({ name, protect }) => [name, protect]),
    ).toEqual([
      ["commun-1", false],
      ["commun-1-g2", true],
    ]);
    expect(of(made, RECORD)).toHaveLength(1);
    expect(made.outputs.servers).toMatchObject({
      value: { "commun-1": { machine: "commun-1-g2", id: "commun-1-g2-id" } },
    });
  });

  it("has its snapshots taken of the machine that is there, not of one that comes, and once", async () => {
    const snapshots = ["avant"];
    const prod = (generations: number[]) => ({
      servers: { "commun-1": { flavor: "d2-4", snapshots, generations } },
    });
    const made = await platform(prod([1, 2]), folder);
    expect(of(made, SNAPSHOT)).toMatchObject([
      {
        name: "commun-1-avant",
        inputs: {
          name: "commun-1-avant",
          instanceId: "commun-1-id",
          serviceName: "c0ffee00c0ffee00c0ffee00c0ffee00",
        },
      },
    ]);
    const later = modelWith({ prod: prod([2]) });
    const { steps } = await preview(stackIn(folder, later, "prod"));
    const [snapshot] = steps.filter(({ type }) => type === SNAPSHOT);
    expect(snapshot?.op).toBe("same");
  });
});

describe("the platform's MySQL service", () => {
  const order = {
    plan: "private-sql-512-instance",
    engine: "mariadb_11.4",
    datacenter: "gra3",
  };

  it("lets in each machine by its own address, and nobody by SFTP", async () => {
    const made = await platform({ servers: two, mysql: MYSQL });
    expect(of(made, ALLOWED).map(({ inputs }) => inputs)).toEqual(
      ["commun-1", "commun-2"].map((name) => ({
        serviceName: "soltic-001",
        ip: "203.0.113.10/32",
        name,
        service: true,
        sftp: false,
      })),
    );
    expect(made.outputs).not.toHaveProperty("mysql");
  });

  it("lets in the machine that comes as well, as long as a rebuild lasts", async () => {
    const servers = { "commun-1": { flavor: "d2-4", generations: [1, 2] } };
    const made = await platform({ servers, mysql: MYSQL });
    expect(of(made, ALLOWED).map(({ name }) => name)).toEqual([
      "commun-1",
      "commun-1-g2",
    ]);
  });

  it("is ordered where the file says so, and tells then where it is", async () => {
    const made = await platform({ mysql: { order } });
    expect(namesOf(made.resources, "epicerie:components:MysqlService")).toEqual(
      ["mysql"],
    );
    expect(made.outputs).toHaveProperty("mysql");
    expect(of(made, ALLOWED)).toHaveLength(1);
  });

  it("is let alone where there is none", async () => {
    const made = await platform();
    expect(of(made, ALLOWED)).toEqual([]);
  });
});

describe("what the platform tells", () => {
  it("is a server's host key, openly, although a connection with a secret told it", async () => {
    const stack = stackIn(folder, modelWith({ prod: {} }), "prod");
    const program = () => {
      pulumi.runtime.registerStackTransformation(({ name, props, opts }) =>
        name.endsWith("-host-key")
          ? { props, opts: { ...opts, additionalSecretOutputs: ["stdout"] } }
          : undefined,
      );
      return stack.program();
    };
    const { outputs } = await up({ ...stack, program });
    expect(outputs.servers?.secret).toBe(false);
  });

  it("is where each server is, openly, and the key that opens them, secretly", async () => {
    const { outputs } = await platform();
    expect(outputs).toEqual({
      servers: {
        value: {
          "commun-1": {
            machine: "commun-1",
            id: "commun-1-id",
            publicIp: "203.0.113.10",
            reverse: "commun-1.soltic.example",
            user: "debian",
            hostKey: "ssh-ed25519 AAAA",
          },
        },
        secret: false,
      },
      sshPrivateKey: { value: expect.any(String) as string, secret: true },
    });
  });
});

it("publishes the records of its own zone that are written by hand", async () => {
  const records = [{ type: "TXT", at: "commun-1", text: "v=spf1 a -all" }];
  const texts = async (prod: object) =>
    of(await platform(prod), RECORD)
      .filter(({ inputs }) => inputs.fieldtype === "TXT")
      .map(({ inputs: { zone, subdomain, target } }) => [
        ...[zone, subdomain, target],
      ]);
  expect(await texts({ records })).toEqual([
    ["soltic.example", "commun-1", '"v=spf1 a -all"'],
  ]);
  expect(await texts({})).toEqual([]);
});

it("is the same resources in a preview and in an up", async () => {
  const prod = {
    servers: { ...two, "commun-3": { flavor: "d2-2", snapshots: ["avant"] } },
    sftpFrom: ["0.0.0.0/0"],
    mysql: MYSQL,
  };
  const stack = stackIn(folder, modelWith({ prod }), "prod");
  const labels = (result: Result): string[] =>
    registered(result).map(({ type, name }) => `${type} ${name}`);
  const planned = labels(await preview(stack));
  expect(labels(await up(stack))).toEqual(planned);
});

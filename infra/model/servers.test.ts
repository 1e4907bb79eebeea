import { resolveBeneficiary } from "./beneficiary";
import type { Platform } from "./platform";
import { ProblemList } from "./problems";
import { resolveServers, resolveSshKeys } from "./servers";
import { said as saidOf } from "./testing";
import { gigabytes } from "./units";

const IMAGE_ID = "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012";
const PUBLIC = `ssh-ed25519 ${"A".repeat(68)}`;

const said = ({ all }: ProblemList): string[] => saidOf(all);

function problemsWith(override: object): string[] {
  const list = new ProblemList("stacks/prod.ts");
  const server = { flavor: "d2-4", ...override };
  resolveServers({ "commun-1": server }, "hote.example", list.at("servers"));
  return said(list);
}

function resolved(servers: Readonly<Record<string, object>>) {
  const list = new ProblemList("stacks/prod.ts");
  const models = resolveServers(servers, "hote.example", list.at("servers"));
  expect(said(list)).toEqual([]);
  return models;
}

describe("a server", () => {
  it("is completed with its defaults", () => {
    expect(resolved({ "commun-1": { flavor: "d2-4" } })).toEqual([
      {
        name: "commun-1",
        flavor: "d2-4",
        image: "Debian 12",
        memory: 4000,
        cpus: 2,
        hostName: "commun-1.hote.example",
        machine: "commun-1",
        rebootAt: "04:00",
        swap: 1,
        snapshots: [],
      },
    ]);
  });

  it("keeps what is written", () => {
    const written = {
      image: "Debian 13",
      bootVolume: { size: gigabytes(40), imageId: IMAGE_ID },
      apartIn: "web",
      dedicatedTo: "les-amis",
      swap: gigabytes(0),
    };
    const [server] = resolved({
      "a-1": { flavor: "b3-8", rebootAt: "never", ...written },
    });
    expect(server).toMatchObject(written);
    expect(server).not.toHaveProperty("rebootAt");
  });

  it("is another machine with each generation, and has two while a rebuild lasts", () => {
    const machines = (generations: number[]) => {
      const [server] = resolved({ a1: { flavor: "d2-4", generations } });
      return [server?.machine, server?.formerMachine];
    };
    expect(machines([1])).toEqual(["a1", undefined]);
    expect(machines([1, 2])).toEqual(["a1-g2", "a1"]);
    expect(machines([2])).toEqual(["a1-g2", undefined]);
    expect(machines([2, 3])).toEqual(["a1-g3", "a1-g2"]);
  });

  it.each([
    [{ generations: [] }, /generations: these generations are not possible/],
    [
      { generations: [2, 1] },
      /generations are not possible \(received: \[2,1\]\)/,
    ],
    [{ generations: [1, 2, 3] }, /generations are not possible/],
    [{ generations: [0] }, /generations are not possible/],
    [{ generations: [1.5] }, /generations are not possible/],
    [{ generations: ["1"] }, /generations: this is not the right type/],
    [{ rebootAt: "4h" }, /rebootAt: this is not a time \(received: "4h"\)/],
    [{ rebootAt: "24:00" }, /this is not a time/],
    [{ swap: -1 }, /swap: this number is not allowed .* 0 to 16/],
    [{ apartIn: "Web !" }, /apartIn: this name is not allowed/],
    [{ image: "Windows" }, /image: there is no such value .* Debian 13/],
    [{ bootVolume: 40 }, /bootVolume: this is not the right type/],
    [
      { bootVolume: { size: 5, imageId: IMAGE_ID } },
      /bootVolume.size: this number is not allowed .* 10 to 500/,
    ],
    [
      { bootVolume: { size: 40, imageId: "Debian 12" } },
      /bootVolume.imageId: this is not the id of an image/,
    ],
    [
      {
        bootVolume: { size: 40, imageId: IMAGE_ID },
        snapshots: ["avant-debian-13"],
      },
      /snapshots: a server that boots from a volume cannot have snapshots: OVH would also take .* \(received: \["avant-debian-13"\]\)\. Remove snapshots/,
    ],
  ])("refuses %j", (override, message) => {
    expect(problemsWith(override)).toEqual([expect.stringMatching(message)]);
  });

  it("refuses a generation whose machine would have another server's name", () => {
    const list = new ProblemList("stacks/prod.ts");
    const flavor = "d2-4";
    const servers = {
      a1: { flavor, generations: [1, 2] },
      "a1-g2": { flavor },
    };
    resolveServers(servers, "hote.example", list.at("servers"));
    expect(said(list)).toEqual([
      "stacks/prod.ts: servers.a1.generations: the new machine would be called a1-g2, as another server is. Take the generation after it.",
    ]);
  });
});

describe("an épicier's key", () => {
  const problemsOf = (key: unknown): string[] => {
    const list = new ProblemList("stacks/prod.ts");
    resolveSshKeys({ alice: key }, list.at("sshKeys"));
    return said(list);
  };

  it("may have a comment or none", () => {
    expect(problemsOf(PUBLIC)).toEqual([]);
    expect(problemsOf(`${PUBLIC} alice@maison`)).toEqual([]);
  });

  it.each([
    "-----BEGIN OPENSSH PRIVATE KEY-----",
    `${PUBLIC}\n${PUBLIC}`,
    `command="reboot" ${PUBLIC}`,
    "ssh-ed25519 AAAA",
  ])("is refused without being shown: %s", (key) => {
    expect(problemsOf(key)).toEqual([
      expect.stringMatching(
        /^stacks\/prod.ts: sshKeys.alice: this is not a public SSH key\. /,
      ),
    ]);
  });
});

describe("a beneficiary's place", () => {
  const own = { flavor: "d2-4", dedicatedTo: "les-amis" };
  const place = (name: string, servers: object, server?: string) => {
    const platform = {
      servers: resolved({ ...servers }),
      project: { id: "c0ffee00c0ffee00c0ffee00c0ffee00" },
    } as unknown as Platform;
    const list = new ProblemList(`stacks/${name}.ts`);
    const input = { name, displayName: "A", contact: "a@b.example", server };
    const found = resolveBeneficiary(input, name, platform, list);
    return found?.server.name ?? said(list);
  };

  it("is a server that is its own, or shared", () => {
    expect(place("les-amis", { "sien-1": own })).toBe("sien-1");
    expect(place("autre", { "sien-1": own, c1: { flavor: "d2-4" } })).toBe(
      "c1",
    );
  });

  it("is not a server reserved for another", () => {
    expect(place("autre", { "sien-1": own }, "sien-1")).toEqual([
      'stacks/autre.ts: server: this server is reserved for les-amis (received: "sien-1"). Choose another server, or change dedicatedTo in stacks/prod.ts.',
    ]);
    expect(place("autre", { "sien-1": own })).toEqual([
      expect.stringMatching(
        /^stacks\/autre.ts: server: all servers .* reserved/,
      ),
    ]);
  });
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Beneficiary } from "./beneficiary";
import {
  memoryOf,
  serverRooms,
  serversWithRoom,
  usableMemory,
} from "./capacity";
import type { ServerModel } from "./servers";
import { gigabytes, megabytes } from "./units";

const commun1 = server("commun-1", 4_000);
const commun2 = server("commun-2", 2_000);

function server(name: string, memory: number): ServerModel {
  return {
    name,
    flavor: "d2-4",
    image: "Debian 12",
    cpus: 2,
    memory: megabytes(memory),
    hostName: `${name}.hote.example`,
    machine: name,
    rebootAt: "04:00",
    swap: gigabytes(1),
    snapshots: [],
  };
}

/** A beneficiary whose apps have so much memory. */
function beneficiary(
  name: string,
  memory: readonly number[],
  override: Partial<Beneficiary> = {},
): Beneficiary {
  const apps = memory.map((amount) => ({ memory: amount }));
  return {
    name,
    server: commun1,
    apps,
    databaseServers: [],
    disposable: false,
    ...override,
  } as unknown as Beneficiary;
}

const names = (beneficiaries: readonly Beneficiary[] = []): string[] =>
  beneficiaries.map(({ name }) => name);

describe("a server's room", () => {
  it("is its memory without what the platform itself takes", () => {
    expect(usableMemory(commun1)).toBe(4_000 - 256 - 512);
    expect(usableMemory(server("tiny", 500))).toBe(0);
  });

  it("counts the proxy as its component limits it", () => {
    const component = readFileSync(
      join(__dirname, "../../components/reverse-proxy.ts"),
      "utf8",
    );
    expect(component).toMatch(/\bmemory: 256,/);
  });

  it("is taken by the limits of all apps on it, and of no other server", () => {
    const two = beneficiary("abeille", [512, 256]);
    const other = beneficiary("bourdon", [700], { server: commun2 });
    expect(memoryOf(two)).toBe(768);
    const rooms = serverRooms({ servers: [commun1, commun2] }, [two, other]);
    expect(rooms.map(({ free }) => free)).toEqual([3_232 - 768, 1_232 - 700]);
    expect(rooms.map(({ placed }) => names(placed))).toEqual([
      ["abeille"],
      ["bourdon"],
    ]);
  });

  it("overflows in the order of names, whatever the order they come in", () => {
    const all = ["zebre", "abeille", "mouton"].map((name) =>
      beneficiary(name, [1_500]),
    );
    for (const given of [all, [...all].reverse()]) {
      const [room] = serverRooms({ servers: [commun1] }, given);
      expect(names(room?.placed)).toEqual(["abeille", "mouton"]);
      expect(names(room?.overflowing)).toEqual(["zebre"]);
      expect(room?.free).toBe(232);
    }
  });

  it("still takes a smaller one behind one that is too big", () => {
    const [room] = serverRooms({ servers: [commun1] }, [
      beneficiary("abeille", [3_000]),
      beneficiary("mouton", [300]),
      beneficiary("zebre", [232]),
    ]);
    expect(names(room?.overflowing)).toEqual(["mouton"]);
    expect(room?.free).toBe(0);
  });

  it("goes to associations before trials", () => {
    const [room] = serverRooms({ servers: [commun1] }, [
      beneficiary("abeille", [2_000], { disposable: true }),
      beneficiary("zebre", [2_000]),
    ]);
    expect(names(room?.overflowing)).toEqual(["abeille"]);
  });

  it("is offered where there is enough of it, the most first", () => {
    const rooms = serverRooms({ servers: [commun2, commun1] }, []);
    const offered = (needed: number) =>
      serversWithRoom(rooms, megabytes(needed), "les-amis").map(
        (room) => room.server.name,
      );
    expect(offered(100)).toEqual(["commun-1", "commun-2"]);
    expect(offered(1_300)).toEqual(["commun-1"]);
    expect(offered(5_000)).toEqual([]);
  });

  it("is not offered on a server that is reserved for somebody else", () => {
    const own = { ...commun1, dedicatedTo: "les-amis" };
    const rooms = serverRooms({ servers: [own, commun2] }, []);
    const offeredTo = (name: string) =>
      serversWithRoom(rooms, megabytes(100), name).map(
        ({ server }) => server.name,
      );
    expect(offeredTo("les-amis")).toEqual(["commun-1", "commun-2"]);
    expect(offeredTo("atelier-velo")).toEqual(["commun-2"]);
  });
});

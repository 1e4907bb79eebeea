import { catalog } from "../../apps-catalog/catalog";
import type { Beneficiary } from "./beneficiary";
import { disksOf, MOST_VOLUMES, withoutDisk } from "./server-disks";
import type { ServerModel } from "./servers";
import { gigabytes } from "./units";

/** Room for two images beside the proxy's: 10 GB are the system's, 1 the swap's. */
const small = server("commun-1", 14);
const large = server("commun-2", 20);

function server(
  name: string,
  disk: number,
  override: Partial<ServerModel> = {},
): ServerModel {
  const bootVolume = { size: gigabytes(disk), imageId: "" };
  const swap = gigabytes(1);
  return { name, bootVolume, swap, ...override } as unknown as ServerModel;
}

function beneficiary(
  name: string,
  apps: readonly (keyof typeof catalog)[],
  override: object = {},
): Beneficiary {
  return {
    name,
    server: small,
    apps: apps.map((id) => ({ definition: catalog[id] })),
    databaseServers: [],
    snapshots: {},
    ...override,
  } as unknown as Beneficiary;
}

const found = (servers: ServerModel[], ...inOrder: Beneficiary[]) =>
  withoutDisk({ servers }, inOrder).map(
    ({ beneficiary: { name }, ...rest }) => ({
      name,
      ...rest,
    }),
  );

describe("the disk of a server", () => {
  it("holds an image once, however many associations have it", () => {
    const many = ["a", "b", "c", "d"].map((name) =>
      beneficiary(name, ["wordpress", "dokuwiki"]),
    );
    expect(found([small], ...many)).toEqual([]);
  });

  it("refuses who needs one image too many, and says where there is room", () => {
    const first = beneficiary("a", ["wordpress", "dokuwiki"]);
    const late = beneficiary("b", ["kanboard"]);
    expect(found([small, large], first, late)).toEqual([
      { name: "b", most: 2, elsewhere: ["commun-2"] },
    ]);
    const others = { ...large, dedicatedTo: "somebody-else" };
    expect(found([small, others], first, late)).toEqual([
      { name: "b", most: 2, elsewhere: [] },
    ]);
  });

  it("still takes who has what is there already behind one who does not fit", () => {
    const all = [
      beneficiary("a", ["wordpress", "dokuwiki"]),
      beneficiary("b", ["kanboard"]),
      beneficiary("c", ["dokuwiki"]),
    ];
    expect(found([small], ...all).map(({ name }) => name)).toEqual(["b"]);
  });

  it("counts database servers, and code that is unpacked beside its image", () => {
    const databaseServers = [{ kind: "mysql" }];
    const own = beneficiary("a", ["wordpress", "dokuwiki"], {
      databaseServers,
    });
    expect(found([small], own)).toHaveLength(1);
    expect(found([small], beneficiary("a", ["paheko"]))).toEqual([]);
    expect(
      found([small], beneficiary("a", ["paheko", "dokuwiki"])),
    ).toHaveLength(1);
  });

  it("is that of its flavor, where it does not boot from a volume", () => {
    const plain = { ...small, bootVolume: undefined, flavor: "d2-2" };
    const all = Object.keys(catalog) as (keyof typeof catalog)[];
    const [over] = found(
      [plain as ServerModel],
      beneficiary("a", all, { server: plain }),
    );
    expect(over?.most).toBe(25 - 10 - 1 - 1);
  });
});

describe("the volumes of a server", () => {
  const disk = { disk: gigabytes(5) };
  const used = (...placed: Beneficiary[]) => disksOf(small, placed).volumes;

  it("are those of its associations and of their opened snapshots", () => {
    const late = (snapshots: object) =>
      beneficiary("b", [], { ...disk, snapshots });
    expect(used(beneficiary("a", []), beneficiary("b", [], disk))).toEqual({
      used: 1,
      most: MOST_VOLUMES,
    });
    expect(used(late({ a: "kept" })).used).toBe(1);
    expect(used(late({ a: "opened", b: "opened" })).used).toBe(3);
  });

  it("are no problem, however many: nobody publishes how many are too many", () => {
    const many = Array.from({ length: MOST_VOLUMES + 1 }, (_, index) =>
      beneficiary(`a${String(index)}`, [], disk),
    );
    expect(found([small], ...many)).toEqual([]);
    expect(used(...many).used).toBeGreaterThan(MOST_VOLUMES);
  });
});

import { gigabytes, megabytes } from "./units";
import { problemsOfCandidate } from "./model";
import { BENEFICIARY_INPUT, modelWith, said } from "./testing";

/** Room for one image of an app: 10 GB are the system's, 1 the swap's, 1 the proxy's. */
const bootVolume = {
  size: gigabytes(13),
  imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
};
const prod = {
  servers: {
    "commun-1": { flavor: "d2-4", bootVolume },
    "commun-2": { flavor: "d2-4" },
  },
};

const with128 = (app: "static-site" | "dokuwiki") => ({
  server: "commun-1",
  apps: [{ app, at: "www", memory: megabytes(128) }],
});

const SAID = [
  'stacks/zebre.ts: server: the disk of server commun-1 is too small: it has room for 1 different images of apps, and more would be needed. There is room on commun-2: change server: "…".',
];

describe("everything that is declared", () => {
  it("has no problem where it fits", () => {
    const abeille = with128("dokuwiki");
    const zebre = with128("dokuwiki");
    const { problems, overflows } = modelWith({ prod, abeille, zebre });
    expect([...problems, ...overflows]).toEqual([]);
  });

  it("tells whose images do not fit on their server, which stops nobody", () => {
    const abeille = with128("dokuwiki");
    const zebre = with128("static-site");
    const { problems, overflows } = modelWith({ prod, abeille, zebre });
    expect(problems).toEqual([]);
    expect(said(overflows)).toEqual(SAID);
  });

  it("tells a candidate the same, before there is a file", () => {
    const before = modelWith({ prod, abeille: with128("dokuwiki") });
    const name = "zebre";
    const least = { ...BENEFICIARY_INPUT, name, domain: "zebre.example" };
    const candidate = { ...least, ...with128("static-site") };
    expect(said(problemsOfCandidate(before, candidate))).toEqual(SAID);
  });
});

import { gigabytes, megabytes } from "./units";
import { modelOf, problemsOfCandidate, type StackSource } from "./model";
import { PLATFORM_INPUT, said } from "./testing";

/** Room for one image of an app: 10 GB are the system's, 1 the swap's, 1 the proxy's. */
const bootVolume = {
  size: gigabytes(13),
  imageId: "5a1d5f0e-6a5b-4c0e-9f57-0deb12000012",
};
const prod = {
  ...PLATFORM_INPUT,
  servers: {
    "commun-1": { flavor: "d2-4", bootVolume },
    "commun-2": { flavor: "d2-4" },
  },
};

function association(name: string, app: "static-site" | "dokuwiki") {
  return {
    name,
    displayName: name,
    contact: `a@${name}.example`,
    domain: `${name}.example`,
    server: "commun-1",
    apps: [{ app, at: "www", memory: megabytes(128) }],
  } as const;
}

function model(...associations: readonly { readonly name: string }[]) {
  const inputs = [{ ...prod, name: "prod" }, ...associations];
  const sources = new Map<string, StackSource>();
  for (const { name, ...input } of inputs)
    sources.set(name, {
      input: name === "prod" ? input : { name, ...input },
      problems: [],
    });
  return modelOf(sources);
}

const SAID = [
  'stacks/zebre.ts: server: the disk of server commun-1 is too small: it has room for 1 different images of apps, and more would be needed. There is room on commun-2: change server: "…".',
];

describe("everything that is declared", () => {
  it("has no problem where it fits", () => {
    const { problems, overflows } = model(
      association("abeille", "dokuwiki"),
      association("zebre", "dokuwiki"),
    );
    expect([...problems, ...overflows]).toEqual([]);
  });

  it("tells whose images do not fit on their server, which stops nobody", () => {
    const { problems, overflows } = model(
      association("abeille", "dokuwiki"),
      association("zebre", "static-site"),
    );
    expect(problems).toEqual([]);
    expect(said(overflows)).toEqual(SAID);
  });

  it("tells a candidate the same, before there is a file", () => {
    const before = model(association("abeille", "dokuwiki"));
    const candidate = association("zebre", "static-site");
    expect(said(problemsOfCandidate(before, candidate))).toEqual(SAID);
  });
});

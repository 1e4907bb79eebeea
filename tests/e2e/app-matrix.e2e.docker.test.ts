import { catalog } from "../../apps-catalog/catalog";
import { appMail } from "./app-mail.part";
import {
  bringUp,
  FOLDER,
  INPUT,
  MINUTE,
  model,
  page,
  ssh,
  takeDown,
  upWith,
} from "./app-matrix";
import { contacts, officeApps } from "./office-apps.part";
import { sites } from "./sites.part";
import { writingApps } from "./writing-apps.part";

/**
 * Every app of the catalog that can be had here, WordPress apart, which has tests of its own: online, logged into,
 * written to, updated, read again. In a sandbox of its own, with one association that has them all.
 */
beforeAll(bringUp, 35 * MINUTE);
afterAll(takeDown, 3 * MINUTE);

it("has each app that says it was tried here, once at least", () => {
  const tried = Object.values(catalog).filter((app) => app.triedInSandbox);
  expect([...new Set(INPUT.apps?.map(({ app }) => app)), "wordpress"]).toEqual(
    tried.map(({ id }) => id),
  );
});

writingApps();
officeApps();
sites();
appMail();

describe("after a rolling update of them all", () => {
  const containers = async (): Promise<string[]> =>
    (await ssh.text("docker ps --quiet --no-trunc --filter name=la-halle"))
      .split("\n")
      .sort();

  it(
    "runs new containers, and nothing was installed or put there again",
    async () => {
      const before = await containers();
      const changes = await upWith(model(32));
      expect(changes).toMatchObject({ update: INPUT.apps?.length });
      expect(changes).not.toHaveProperty("replace");
      for (const id of await containers()) expect(before).not.toContain(id);
    },
    3 * MINUTE,
  );

  it("still has what was written", async () => {
    expect(await page("wiki", "/potager")).toContain("Arrosage le <strong>");
    expect(await page("wiki", "/potager?do=admin")).toContain("do=logout");
    expect(await page("pad", "/p/reunion/export/txt")).toContain("les comptes");
    expect(await page("taches", "/projects")).toContain("Fête du quartier");
    expect(
      await page("journal", "/ecrire/?exec=rubrique&id_rubrique=1"),
    ).toContain("Nouvelles du jardin");
    expect(await contacts()).toContain("mairie@ville.example");
    expect(await page("php", "/livre.php")).toBe("Bravo\n");
    expect(await page("www", "/")).toBe("<h1>À table</h1>");
  });

  it("finds nothing to do", async () => {
    const changes = await upWith(model(32));
    // A reference to another stack is read each time.
    expect(Object.keys(changes).sort()).toEqual(["read", "same"]);
  });

  it("has every data directory on the association's volume", async () => {
    const mounted =
      "docker ps --quiet --filter name=la-halle | xargs docker inspect --format '{{range .Mounts}}{{println .Type .Source}}{{end}}'";
    const sources = (await ssh.text(mounted))
      .split("\n")
      .filter((line) => line.startsWith("bind"));
    expect(sources).toHaveLength(8);
    for (const line of sources) expect(line).toContain(`${FOLDER}/`);
    expect(
      await ssh.text(`findmnt --noheadings --output FSTYPE ${FOLDER}`),
    ).toBe("xfs");
  });
});

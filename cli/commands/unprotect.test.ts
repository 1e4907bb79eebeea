import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { showDiagnostics } from "../apply-plan";
import { stateFolder } from "../project";
import { saidBy, terminal } from "../testing";
import { unprotect } from "./unprotect";

const home = mkdtempSync(path.join(tmpdir(), "epicerie-unprotect-"));
afterAll(() => rmSync(home, { recursive: true }));

const MAILBOX = "ovhmail:index:Mailbox";
const VOLUME = "openstack:blockstorage/volume:Volume";
const BUCKET = "ovh:CloudProject/storage:Storage";
const file = path.join(
  stateFolder(home),
  ".pulumi/stacks/epicerie/les-amis.json",
);

const resource = (type: string, name: string, protect = true) => ({
  urn: `urn:pulumi:les-amis::epicerie::${type}::${name}`,
  type,
  custom: true,
  protect,
});

beforeEach(() => {
  const resources = [
    resource(MAILBOX, "les-amis-contact"),
    resource(MAILBOX, "les-amis-tresorerie"),
    resource(VOLUME, "les-amis"),
    resource(BUCKET, "les-amis"),
    resource("docker:index/network:Network", "les-amis-net", false),
  ];
  mkdirSync(path.dirname(file), { recursive: true });
  const latest = { manifest: {}, resources };
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { latest } }));
});

/** Which of the stack's resources are protected. */
function held(): string[] {
  const state = JSON.parse(readFileSync(file, "utf8")) as {
    checkpoint: { latest: { resources: ReturnType<typeof resource>[] } };
  };
  return state.checkpoint.latest.resources
    .filter(({ protect }) => protect)
    .map(({ urn }) => urn.split("::").slice(2).join(" "));
}

const ALL = [
  `${MAILBOX} les-amis-contact`,
  `${MAILBOX} les-amis-tresorerie`,
  `${VOLUME} les-amis`,
  `${BUCKET} les-amis`,
];

const run = (...words: string[]): Promise<string> =>
  saidBy(unprotect, terminal(unprotect, words, { home }));

it("lifts the protection of one resource and says what to do next, the state before beside it", async () => {
  const before = readFileSync(file, "utf8");
  const said = await run("les-amis-contact", "les-amis", "--yes", "les-amis");
  expect(said).toContain("- mailbox les-amis-contact");
  expect(said).toContain(
    "Its protection is lifted. Remove its line, then: epicerie up les-amis",
  );
  expect(held()).toEqual(ALL.slice(1));
  expect(readFileSync(`${file}.bak`, "utf8")).toBe(before);
});

it("changes nothing before the stack's name is given, and says how", async () => {
  for (const words of [[], ["--yes", "prod"]])
    expect(await run("les-amis-contact", "les-amis", ...words)).toContain(
      "epicerie unprotect les-amis-contact les-amis --yes les-amis",
    );
  expect(held()).toEqual(ALL);
});

it("asks which one where several have the name, and takes the URN that it gives", async () => {
  const said = await run("les-amis", "les-amis", "--yes", "les-amis");
  expect(held()).toEqual(ALL);
  const command = /volume.*epicerie unprotect '(?<urn>\S+)' les-amis$/m.exec(
    said,
  );
  const urn = command?.groups?.urn ?? "";
  expect(said).toContain("bucket");
  await run(urn, "les-amis", "--yes", "les-amis");
  expect(held()).toEqual(ALL.filter((one) => !one.startsWith(VOLUME)));
});

it("refuses what is not protected, or not there, and names what is", async () => {
  for (const name of ["les-amis-net", "les-amis-contct"]) {
    const said = await run(name, "les-amis", "--yes", "les-amis");
    expect(said).toContain(
      `The stack les-amis has nothing protected that is called ${name}.\nWhat it has that is protected:\n  - `,
    );
    expect(said).toContain("- mailbox les-amis-tresorerie");
  }
  expect(held()).toEqual(ALL);
});

it("is what an up names that met something protected", () => {
  const { context, printed } = terminal(unprotect, ["x", "y"], { home });
  const { urn } = resource(MAILBOX, "les-amis-contact");
  const notice = { code: "protected", verb: "delete" } as const;
  const refused = { severity: "error", urn, message: "", notice } as const;
  showDiagnostics(context, { diagnostics: [refused] });
  expect(printed.err).toContain(
    "To give it up for good: epicerie unprotect les-amis-contact les-amis",
  );
});

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { checkSeenStacks } from "./access";
import { type Beneficiary, resolveBeneficiary } from "./beneficiary";
import {
  memoryOf,
  type ServerRoom,
  serverRooms,
  serversWithRoom,
} from "./capacity";
import type { BeneficiaryInput } from "./input";
import { type Claim, checkOwnNames } from "./own-names";
import { type Platform, resolvePlatform } from "./platform";
import { type Problem, ProblemList } from "./problems";
import { checkTechnicalNames } from "./technical-names";
import { webAddresses } from "./web";

/** Everything declared in `stacks/`, complete; what is wrong in it is in `problems`, and then not in the rest. */
export interface Model {
  readonly platform?: Platform;
  readonly beneficiaries: readonly Beneficiary[];
  readonly problems: readonly Problem[];
  /** Who has no room left on their server. Apart, since whoever is online already stays so (`serverRooms`). */
  readonly overflows: readonly Problem[];
}

/** The name of the stack that declares the platform. */
export const PLATFORM = "prod";

const STACKS_FOLDER = resolve(__dirname, "../../stacks");

/** Names of the stacks declared in a folder: `prod` first, then the beneficiaries in alphabetical order. */
export function stackNames(folder = STACKS_FOLDER): string[] {
  const names = readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.endsWith(".test.ts") &&
        !file.endsWith(".d.ts"),
    )
    .map((file) => file.slice(0, -".ts".length));
  return names.sort(
    (a, b) =>
      Number(b === PLATFORM) - Number(a === PLATFORM) || (a < b ? -1 : 1),
  );
}

/** Reads and checks every file of the folder; one broken file does not hide the problems of the others. */
export function loadModel(folder = STACKS_FOLDER): Model {
  const problems: Problem[] = [];
  const platform = loadPlatform(folder, problems);
  const beneficiaries: Beneficiary[] = [];
  for (const name of stackNames(folder)) {
    if (name === PLATFORM) continue;
    const list = new ProblemList(pathOf(name), problems);
    const input = loadDefault(folder, name, "defineBeneficiary", list);
    const beneficiary =
      input === undefined
        ? undefined
        : resolveBeneficiary(input, name, platform, list);
    if (beneficiary) beneficiaries.push(beneficiary);
  }
  checkOwnNames(claimsOf(platform, beneficiaries), problems);
  checkTechnicalNames(beneficiaries.map(namesakeOf), problems);
  checkEpiciers(platform, folder, problems);
  return {
    ...(platform ? { platform } : {}),
    beneficiaries,
    problems,
    overflows: platform ? findOverflows(platform, beneficiaries) : [],
  };
}

/** The problems that concern one stack: its own and the platform's. Another association's mistake stops nobody else. */
export function problemsOf(
  { problems }: Pick<Model, "problems">,
  stack: string,
): Problem[] {
  return problems.filter(
    ({ path }) => isIn(stack, path) || isIn(PLATFORM, path),
  );
}

/** What says that a stack has no room; empty when it has. */
export function overflowsOf(
  { overflows }: Pick<Model, "overflows">,
  stack: string,
): Problem[] {
  return overflows.filter(({ path }) => isIn(stack, path));
}

/** What would be wrong with a beneficiary whose file is not there yet: its own problems, its domain, room for it as the last to come. */
export function problemsOfCandidate(
  { platform, beneficiaries }: Model,
  input: BeneficiaryInput,
): Problem[] {
  const problems: Problem[] = [];
  const { name, domain, domains = [] } = input;
  const list = new ProblemList(pathOf(name), problems);
  const candidate = resolveBeneficiary(input, name, platform, list);
  const unchecked = {
    name,
    domains,
    apps: [],
    ...(domain === undefined ? {} : { domain }),
  };
  checkOwnNames(
    claimsOf(platform, [...beneficiaries, candidate ?? unchecked]),
    problems,
  );
  if (platform && candidate) {
    const all = [...beneficiaries, candidate];
    checkTechnicalNames(all.map(namesakeOf), problems);
    const rooms = serverRooms(platform, beneficiaries);
    const room = rooms.find(({ server }) => server === candidate.server);
    if (room && memoryOf(candidate) > room.free)
      addOverflow(candidate, room, rooms, problems);
  }
  return problems.filter(({ path }) => isIn(name, path));
}

function isIn(stack: string, path: string): boolean {
  const file = pathOf(stack);
  return path === file || path.startsWith(`${file}:`);
}

function pathOf(stack: string): string {
  return `stacks/${stack}.ts`;
}

function loadPlatform(
  folder: string,
  problems: Problem[],
): Platform | undefined {
  const list = new ProblemList(pathOf(PLATFORM), problems);
  if (!existsSync(join(folder, `${PLATFORM}.ts`))) {
    list.add((texts) => texts.platformMissing());
    return undefined;
  }
  const input = loadDefault(folder, PLATFORM, "definePlatform", list);
  return input === undefined ? undefined : resolvePlatform(input, list);
}

/** What a stack file exports by default, or undefined with a problem. */
function loadDefault(
  folder: string,
  name: string,
  factory: string,
  problems: ProblemList,
): unknown {
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file's name is known only now, and the program is CommonJS
    const module = require(join(folder, name)) as { default?: unknown };
    if (module.default === undefined)
      problems.add((texts) => texts.noDefaultExport(factory));
    return module.default;
  } catch (error) {
    const reason = firstLine(error);
    problems.add((texts) => texts.fileDoesNotLoad(reason));
    return undefined;
  }
}

/** What ts-node writes above the compiler's own lines. */
const COMPILER_TITLE = "⨯ Unable to compile TypeScript:";

/** The first telling line of what a compiler or Node said, without its colours. */
function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const lines = text.replaceAll(/\u001b\[[0-9;]*m/g, "").split("\n");
  const telling = lines
    .map((line) => line.trim())
    .find((line) => line !== "" && line !== COMPILER_TITLE);
  return telling?.replace(/\.$/, "") ?? "?";
}

function findOverflows(
  platform: Platform,
  beneficiaries: readonly Beneficiary[],
): Problem[] {
  const problems: Problem[] = [];
  const rooms = serverRooms(platform, beneficiaries);
  for (const room of rooms)
    for (const beneficiary of room.overflowing)
      addOverflow(beneficiary, room, rooms, problems);
  return problems;
}

function addOverflow(
  beneficiary: Beneficiary,
  { server, usable, free }: ServerRoom,
  rooms: readonly ServerRoom[],
  problems: Problem[],
): void {
  const needed = memoryOf(beneficiary);
  const fitting = serversWithRoom(rooms, needed, beneficiary.name);
  const elsewhere = fitting.map((room) => ({
    server: room.server.name,
    free: room.free,
  }));
  new ProblemList(pathOf(beneficiary.name), problems)
    .at("server")
    .add((texts) =>
      texts.serverFull({
        server: server.name,
        usable,
        free,
        needed,
        elsewhere,
      }),
    );
}

/** A stack that is there but broken is known all the same. */
function checkEpiciers(
  platform: Platform | undefined,
  folder: string,
  problems: Problem[],
): void {
  const list = new ProblemList(pathOf(PLATFORM), problems).at("epiciers");
  checkSeenStacks(platform?.epiciers ?? [], stackNames(folder), list);
}

const namesakeOf = (beneficiary: Beneficiary) => ({
  file: pathOf(beneficiary.name),
  beneficiary,
});

function claimsOf(
  platform: Platform | undefined,
  beneficiaries: readonly Pick<
    Beneficiary,
    "name" | "domain" | "domains" | "apps"
  >[],
): Claim[] {
  const ofBeneficiaries = beneficiaries.map((beneficiary) => ({
    file: pathOf(beneficiary.name),
    domains: [beneficiary.domain ?? [], beneficiary.domains].flat(),
    hosts: webAddresses(beneficiary).map(({ host }) => host),
  }));
  if (!platform) return ofBeneficiaries;
  const { domain, servers } = platform;
  const hosts = servers.map(({ name }) => `${name}.${domain}`);
  return [
    { file: pathOf(PLATFORM), domains: [domain], hosts },
    ...ofBeneficiaries,
  ];
}

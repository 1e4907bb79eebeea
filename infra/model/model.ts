import { checkSeenStacks } from "./access";
import { type Beneficiary, resolveBeneficiary } from "./beneficiary";
import {
  memoryOf,
  type ServerRoom,
  orderOfPlacing,
  serverRooms,
  serversWithRoom,
} from "./capacity";
import { type WithoutDisk, withoutDisk } from "./server-disks";
import type { BeneficiaryInput } from "./input";
import {
  type Claim,
  claimOf,
  claimOfPlatform,
  checkOwnNames,
} from "./own-names";
import { type Platform, resolvePlatform } from "./platform";
import { type Problem, ProblemList } from "./problems";
import { checkTechnicalNames } from "./technical-names";

/** What one file of `stacks/` exports by default, if it does, and what is wrong with the file itself. */
export interface StackSource {
  readonly input?: unknown;
  readonly problems: readonly Problem[];
}

/** Everything declared in `stacks/`, complete; what is wrong in it is in `problems`, and then not in the rest. */
export interface Model {
  readonly platform?: Platform;
  readonly beneficiaries: readonly Beneficiary[];
  /** The names that each file claims, whatever is wrong in it. */
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
  /** Who has no room left on their server. Apart, since whoever is online already stays so (`serverRooms`). */
  readonly overflows: readonly Problem[];
}

/** The name of the stack that declares the platform. */
export const PLATFORM = "prod";

/** Checks every stack, by its name; one broken file does not hide the problems of the others. */
export function modelOf(sources: ReadonlyMap<string, StackSource>): Model {
  const problems: Problem[] = [];
  const platform = platformOf(sources.get(PLATFORM), problems);
  const beneficiaries: Beneficiary[] = [];
  const claims = platform ? [claimOfPlatform(pathOf(PLATFORM), platform)] : [];
  for (const [name, { input, problems: found }] of sources) {
    if (name === PLATFORM) continue;
    problems.push(...found);
    if (input === undefined) continue;
    claims.push(claimOf(pathOf(name), input));
    const list = new ProblemList(pathOf(name), problems);
    const beneficiary = resolveBeneficiary(input, name, platform, list);
    if (beneficiary) beneficiaries.push(beneficiary);
  }
  checkOwnNames(claims, problems);
  checkTechnicalNames(beneficiaries.map(namesakeOf), problems);
  // A stack that is there but broken is known all the same.
  const seen = new ProblemList(pathOf(PLATFORM), problems).at("epiciers");
  checkSeenStacks(platform?.epiciers ?? [], [...sources.keys()], seen);
  return {
    ...(platform ? { platform } : {}),
    beneficiaries,
    claims,
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
  { platform, beneficiaries, claims }: Model,
  input: BeneficiaryInput,
): Problem[] {
  const problems: Problem[] = [];
  const { name } = input;
  const list = new ProblemList(pathOf(name), problems);
  const candidate = resolveBeneficiary(input, name, platform, list);
  checkOwnNames([...claims, claimOf(pathOf(name), input)], problems);
  if (platform && candidate) {
    const all = [...beneficiaries, candidate];
    checkTechnicalNames(all.map(namesakeOf), problems);
    const rooms = serverRooms(platform, beneficiaries);
    const room = rooms.find(({ server }) => server === candidate.server);
    if (room && memoryOf(candidate) > room.free)
      addOverflow(candidate, room, rooms, problems);
    const inOrder = [...orderOfPlacing(beneficiaries), candidate];
    addWithoutDisk(withoutDisk(platform, inOrder), problems);
  }
  return problems.filter(({ path }) => isIn(name, path));
}

function isIn(stack: string, path: string): boolean {
  const file = pathOf(stack);
  return path === file || path.startsWith(`${file}:`);
}

/** The file of a stack, as people read it. */
export function pathOf(stack: string): string {
  return `stacks/${stack}.ts`;
}

function platformOf(
  source: StackSource | undefined,
  problems: Problem[],
): Platform | undefined {
  const list = new ProblemList(pathOf(PLATFORM), problems);
  if (!source) {
    list.add((texts) => texts.platformMissing());
    return undefined;
  }
  problems.push(...source.problems);
  return source.input === undefined
    ? undefined
    : resolvePlatform(source.input, list);
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
  const inOrder = orderOfPlacing(beneficiaries);
  addWithoutDisk(withoutDisk(platform, inOrder), problems);
  return problems;
}

function addWithoutDisk(
  found: readonly WithoutDisk[],
  problems: Problem[],
): void {
  for (const { beneficiary, most, elsewhere } of found)
    new ProblemList(pathOf(beneficiary.name), problems)
      .at("server")
      .add((texts) =>
        texts.serverDiskFull(beneficiary.server.name, most, elsewhere),
      );
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

const namesakeOf = (beneficiary: Beneficiary) => ({
  file: pathOf(beneficiary.name),
  beneficiary,
});

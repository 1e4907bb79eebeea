import type { Region } from "./input";
import { objectStorageRegion } from "./flavors";
import { isEmail, isName } from "./names";
import type { ProblemList } from "./problems";
import {
  checkChoice,
  checkWhole,
  hasKind,
  hasShape,
  type Shape,
} from "./shape";

/** The Public Cloud project of the platform: one that is there, or one to order, and what it has besides servers. */
export interface ProjectInput {
  /**
   * Its id (32 hexadecimal digits), in OVH's console below its name; of an ordered one, `outputs prod` tells it.
   * @default none: it is ordered, and nothing else is made before its id is written here
   */
  readonly id?: string;
  /**
   * Orders it. OVH bills what is in it each month until somebody ends it in the console.
   * @default none: it is there already
   */
  readonly order?: ProjectOrder;
  /**
   * Regions to activate besides those that OVH activates by itself. An active region stays so.
   * @default []
   */
  readonly regions?: readonly Region[];
  /**
   * OpenStack users for programs, by name, each with what it is for, or a list of it: it gets the roles for that and no other.
   * @default {}
   */
  readonly technicalUsers?: Readonly<
    Record<string, TechnicalPurpose | readonly TechnicalPurpose[]>
  >;
  /**
   * Writes to somebody when a month costs more than it should.
   * @default none
   */
  readonly spendingAlert?: SpendingAlertInput;
}

export interface ProjectOrder {
  /** Its name in OVH's console. */
  readonly description: string;
}

/**
 * What a program does in the project: `deploy` changes servers, volumes and networks; `supervise` only looks; `storage`
 * changes what is in Object Storage, containers of Swift included. Who runs `up` where an association has such a container does
 * both: `["deploy", "storage"]`.
 */
export type TechnicalPurpose = "deploy" | "supervise" | "storage";

export interface SpendingAlertInput {
  /** In the currency of the account, taxes not included. */
  readonly monthly: number;
  /**
   * Who is written to.
   * @default the platform's contact
   */
  readonly email?: string;
}

/** What the code reads: complete and checked. */
export interface ProjectModel {
  /** Absent while it is ordered and nobody wrote its id yet. */
  readonly id?: string;
  readonly order?: ProjectOrder;
  readonly regions: readonly Region[];
  /** In alphabetical order of their names. */
  readonly technicalUsers: readonly TechnicalUser[];
  readonly spendingAlert?: Required<SpendingAlertInput>;
}

export interface TechnicalUser {
  readonly name: string;
  /** Each once, in the order of the type. */
  readonly purposes: readonly TechnicalPurpose[];
}

const projectShape: Shape<ProjectInput> = {
  id: { kind: "text" },
  order: { kind: "object" },
  regions: { kind: "list" },
  technicalUsers: { kind: "object" },
  spendingAlert: { kind: "object" },
};

const orderShape: Shape<ProjectOrder> = {
  description: { kind: "text", required: true },
};

const alertShape: Shape<SpendingAlertInput> = {
  monthly: { kind: "number", required: true },
  email: { kind: "text" },
};

const PURPOSES: readonly TechnicalPurpose[] = [
  "deploy",
  "supervise",
  "storage",
];

/** More than any of these platforms costs in a month: a typing mistake. */
const LARGEST_ALERT = 100_000;

/** The project that somebody wrote: its id alone, or all of it. `contact`: who is written to unless it says otherwise. */
export function resolveProject(
  written: unknown,
  contact: string,
  problems: ProblemList,
): ProjectModel {
  const nothing = { regions: [], technicalUsers: [] };
  if (typeof written === "string") {
    checkId(written, problems);
    return { id: written, ...nothing };
  }
  if (!hasShape<ProjectInput>(written, projectShape, problems)) return nothing;
  const { id, order, regions = [], technicalUsers = {} } = written;
  if (id !== undefined) checkId(id, problems.at("id"));
  else if (order === undefined) problems.add((texts) => texts.projectUnknown());
  if (order !== undefined) checkOrder(order, problems.at("order"));
  checkRegions(regions, problems.at("regions"));
  const alert = resolveAlert(
    written.spendingAlert,
    contact,
    problems.at("spendingAlert"),
  );
  return {
    ...(id === undefined ? {} : { id }),
    ...(order === undefined ? {} : { order }),
    regions: [...new Set(regions)],
    technicalUsers: resolveUsers(technicalUsers, problems.at("technicalUsers")),
    ...(alert ? { spendingAlert: alert } : {}),
  };
}

/** The id of a project that everything else is made in. Whoever asks has checked that it is known. */
export function knownProject({ id }: ProjectModel): string {
  if (id === undefined) throw new Error("the project's id is not known yet");
  return id;
}

function checkId(id: string, problems: ProblemList): void {
  if (!/^[0-9a-f]{32}$/.test(id))
    problems.add((texts) => texts.invalidProject(), id);
}

function checkOrder(order: unknown, problems: ProblemList): void {
  if (!hasShape<ProjectOrder>(order, orderShape, problems)) return;
  if (order.description.trim() === "")
    problems
      .at("description")
      .add((texts) => texts.emptyText(), order.description);
}

function checkRegions(
  regions: readonly unknown[],
  problems: ProblemList,
): void {
  regions.forEach((region, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (hasKind(region, "text", here))
      checkChoice(region, Object.keys(objectStorageRegion), here);
  });
}

function resolveUsers(
  written: Readonly<Record<string, unknown>>,
  problems: ProblemList,
): TechnicalUser[] {
  return Object.entries(written)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, purposes]) => {
      const here = problems.at(name);
      if (!isName(name)) here.add((texts) => texts.invalidName(), name);
      return { name, purposes: resolvePurposes(purposes, here) };
    });
}

/** One purpose or several, whose order says nothing. */
function resolvePurposes(
  written: unknown,
  problems: ProblemList,
): TechnicalPurpose[] {
  const isList = Array.isArray(written);
  const purposes: readonly unknown[] = isList ? written : [written];
  if (purposes.length === 0) problems.add((texts) => texts.missing());
  purposes.forEach((purpose, index) => {
    const here = isList ? problems.at(`[${String(index)}]`) : problems;
    if (hasKind(purpose, "text", here)) checkChoice(purpose, PURPOSES, here);
  });
  return PURPOSES.filter((purpose) => purposes.includes(purpose));
}

function resolveAlert(
  written: unknown,
  contact: string,
  problems: ProblemList,
): Required<SpendingAlertInput> | undefined {
  if (
    written === undefined ||
    !hasShape<SpendingAlertInput>(written, alertShape, problems)
  )
    return undefined;
  const { monthly, email = contact } = written;
  checkWhole(monthly, 1, LARGEST_ALERT, problems.at("monthly"));
  if (written.email !== undefined && !isEmail(email))
    problems.at("email").add((texts) => texts.invalidEmail(), email);
  return { monthly, email };
}

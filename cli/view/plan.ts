import type { Messages } from "../../messages/messages";
import { nounOf } from "./nouns";
import {
  isBookkeeping,
  nameOf,
  typeOf,
  type Operation,
  type PlannedStep,
} from "./planned-step";

/** How many resources of a plan go through each operation; bookkeeping is left out. */
export type Counts = Readonly<
  Record<"create" | "update" | "replace" | "delete" | "same", number>
>;

export function countSteps(steps: readonly PlannedStep[]): Counts {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, same: 0 };
  for (const { operation, type } of steps) {
    if (isBookkeeping(type)) continue;
    counts[
      operation === "read" || operation === "refresh"
        ? "same"
        : operation === "import"
          ? "create"
          : operation
    ]++;
  }
  return counts;
}

export function countsLine(counts: Counts, { plan }: Messages): string {
  return plan.counts(
    counts.create,
    counts.update,
    counts.replace,
    counts.delete,
    counts.same,
  );
}

/** What changes, one paragraph per component: a component that is wholly new or wholly gone takes one line. */
export function changeLines(
  steps: readonly PlannedStep[],
  messages: Messages,
): string[] {
  const changing = steps.filter(
    ({ operation, type }) =>
      !isBookkeeping(type) && operation !== "same" && operation !== "read",
  );
  const parents = new Map(steps.map(({ urn, parent }) => [urn, parent]));
  const groups = new Map<string, PlannedStep[]>();
  for (const step of changing) {
    const owner = ownerOf(step, parents);
    groups.set(owner, [...(groups.get(owner) ?? []), step]);
  }
  return [...groups].flatMap(([owner, group]) =>
    groupLines(owner, group, steps, messages),
  );
}

/** The nearest component above a resource; the resource itself when none is. */
function ownerOf(
  step: PlannedStep,
  parents: ReadonlyMap<string, string | undefined>,
): string {
  for (let urn = step.parent; urn !== undefined; urn = parents.get(urn)) {
    if (typeOf(urn).startsWith("epicerie:")) return urn;
  }
  return step.urn;
}

function groupLines(
  owner: string,
  group: readonly PlannedStep[],
  all: readonly PlannedStep[],
  messages: Messages,
): string[] {
  const { words } = messages;
  const title = `${nounOf(typeOf(owner), messages)} ${nameOf(owner)}`;
  const [first] = group;
  const alike =
    first !== undefined &&
    group.every(({ operation }) => operation === first.operation);
  const ownerStep = all.find(({ urn }) => urn === owner);
  if (
    alike &&
    (first.operation === "create" || first.operation === "delete") &&
    ownerStep?.operation === first.operation
  ) {
    const size = group.length > 1 ? ` (${words.resources(group.length)})` : "";
    return [`  ${SIGNS[first.operation]} ${title}${size}`];
  }
  if (group.length === 1 && first?.urn === owner)
    return [`  ${stepLine(first, messages)}`];
  return [
    `    ${title}`,
    ...group.map((step) => `      ${stepLine(step, messages)}`),
  ];
}

function stepLine(step: PlannedStep, messages: Messages): string {
  const { plan, words } = messages;
  const what = plan.step(
    SIGNS[step.operation],
    words.operations[step.operation],
    nounOf(step.type, messages),
    nameOf(step.urn),
  );
  const properties = step.replacing.length > 0 ? step.replacing : step.changed;
  return properties.length > 0
    ? `${what} (${plan.changedProperties(shortList(properties))})`
    : what;
}

function shortList(properties: readonly string[]): string {
  const shown = properties.slice(0, MOST_PROPERTIES).join(", ");
  return properties.length > MOST_PROPERTIES ? `${shown}, …` : shown;
}

const MOST_PROPERTIES = 4;

const SIGNS: Readonly<Record<Operation, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  delete: "-",
  read: " ",
  refresh: "~",
  import: "=",
  same: " ",
};

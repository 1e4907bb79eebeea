import type { Beneficiary } from "./beneficiary";
import { isEmail, isName } from "./names";
import type { Platform } from "./platform";
import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";

/** Somebody of the host who signs in to OVH's console with a login of their own. */
export interface EpicierInput {
  /** Their address; OVH writes to it. */
  readonly email: string;
  /**
   * The stacks whose services they see, by name (`prod`: the project, the host's own zone, the MySQL service), or all of
   * them, those to come included.
   */
  readonly sees: "everything" | readonly string[];
  /**
   * `reader` sees. `manager` also changes records, mailboxes and redirections, but deletes no mailbox. Servers, volumes and
   * buckets are changed through the program only.
   * @default "reader"
   */
  readonly role?: EpicierRole;
}

export type EpicierRole = "reader" | "manager";

/** Complete and checked. */
export interface EpicierModel {
  /** The end of their login, e.g. `alice`. */
  readonly login: string;
  readonly email: string;
  readonly sees: "everything" | readonly string[];
  readonly role: EpicierRole;
}

/** A service at OVH that rights can be given on. */
export interface OvhResource {
  readonly type:
    "publicCloudProject" | "dnsZone" | "emailDomain" | "webCloudDatabases";
  readonly id: string;
}

const epicierShape: Shape<Omit<EpicierInput, "sees">> = {
  email: { kind: "text", required: true },
  role: { kind: "text" },
};

const ROLES: readonly string[] = ["reader", "manager"];
const EVERYTHING = "everything";

/** The épiciers that somebody wrote, complete, in alphabetical order. `stacks`: the names that `sees` may have. */
export function resolveEpiciers(
  written: Readonly<Record<string, unknown>> = {},
  problems: ProblemList,
): readonly EpicierModel[] {
  return Object.entries(written)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([login, value]) => {
      const here = problems.at(login);
      if (!isName(login)) here.add((texts) => texts.invalidName(), login);
      const { sees, ...rest } = { ...(value as Partial<EpicierInput>) };
      if (!isObject(value)) {
        here.add((texts) => texts.wrongType("object"), value);
        return [];
      }
      if (!hasShape<Omit<EpicierInput, "sees">>(rest, epicierShape, here))
        return [];
      checkEpicier(rest, here);
      return checkSees(sees, here.at("sees"))
        ? [{ login, role: "reader", ...rest, sees } as EpicierModel]
        : [];
    });
}

/** Every stack that an épicier sees must exist: a name with a mistake in it would give nothing, and say nothing. */
export function checkSeenStacks(
  epiciers: readonly EpicierModel[],
  stacks: readonly string[],
  problems: ProblemList,
): void {
  for (const { login, sees } of epiciers) {
    if (sees === EVERYTHING) continue;
    sees.forEach((name, index) => {
      const here = problems
        .at(login)
        .at("sees")
        .at(`[${String(index)}]`);
      if (!stacks.includes(name))
        here.add((texts) => texts.unknownStack(stacks), name);
    });
  }
}

/** The services of the stacks that an épicier sees, each once. */
export function resourcesSeen(
  { sees }: EpicierModel,
  platform: Platform,
  beneficiaries: readonly Beneficiary[],
  platformStack: string,
): readonly OvhResource[] {
  const isSeen = (stack: string): boolean =>
    sees === EVERYTHING || sees.includes(stack);
  return [
    ...(isSeen(platformStack) ? platformResources(platform) : []),
    ...beneficiaries
      .filter(({ name }) => isSeen(name))
      .flatMap(beneficiaryResources),
  ];
}

function platformResources({
  project,
  domain,
  mysql,
}: Platform): OvhResource[] {
  return [
    ...(project.id === undefined
      ? []
      : [{ type: "publicCloudProject", id: project.id } as const]),
    { type: "dnsZone", id: domain },
    ...(mysql
      ? [{ type: "webCloudDatabases", id: mysql.service } as const]
      : []),
  ];
}

/** Each of its zones, and its mail at OVH once it has any address there. */
function beneficiaryResources({
  domain,
  domains,
  ...addresses
}: Beneficiary): OvhResource[] {
  const zones = [domain ?? [], domains].flat();
  const { mailboxes, redirections, responders } = addresses;
  const hasMail = mailboxes.length + redirections.length + responders.length;
  return [
    ...zones.map((id) => ({ type: "dnsZone", id }) as const),
    ...(domain !== undefined && hasMail > 0
      ? [{ type: "emailDomain", id: domain } as const]
      : []),
  ];
}

function checkEpicier(
  { email, role }: Omit<EpicierInput, "sees">,
  problems: ProblemList,
): void {
  if (!isEmail(email))
    problems.at("email").add((texts) => texts.invalidEmail(), email);
  if (role !== undefined && !ROLES.includes(role))
    problems.at("role").add((texts) => texts.unknownChoice(ROLES), role);
}

function checkSees(sees: unknown, problems: ProblemList): boolean {
  if (sees === EVERYTHING) return true;
  if (sees === undefined) {
    problems.add((texts) => texts.missing());
    return false;
  }
  if (!Array.isArray(sees)) {
    problems.add((texts) => texts.seesWhat(), sees);
    return false;
  }
  if (sees.length === 0) problems.add((texts) => texts.seesNothing());
  return sees.every((name, index) =>
    hasKind(name, "text", problems.at(`[${String(index)}]`)),
  );
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

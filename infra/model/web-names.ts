import type { BeneficiaryInput } from "./input";
import { isDomain } from "./names";
import type { ProblemList } from "./problems";
import { hasKind } from "./shape";

/** The names of an app besides the one that follows from `at`. */
export interface WebNamesInput {
  /**
   * Other names under which it answers just as well, each in full and in one of the association's domains:
   * `["blog.les-amis.example", "les-amis.org"]`.
   * @default []
   */
  readonly also?: readonly string[];
  /**
   * Names that lead to its main one for good, each in full and in one of the association's domains.
   * @default []
   */
  readonly redirectsFrom?: readonly string[];
}

/** The same, complete. */
export type WebNames = Required<WebNamesInput>;

/** What of an app's names matters to others. */
interface Named extends WebNames {
  readonly name: string;
  readonly host: string;
}

/** The association's domains besides its main one; what is wrong with them is in `problems`. */
export function resolveDomains(
  { domain, domains = [] }: Pick<BeneficiaryInput, "domain" | "domains">,
  problems: ProblemList,
): readonly string[] {
  if (domains.length > 0 && domain === undefined)
    problems.add((texts) => texts.domainNeeded());
  domains.forEach((written: unknown, index) => {
    const here = problems.at(`[${String(index)}]`);
    if (!hasKind(written, "text", here)) return;
    if (!isDomain(written)) here.add((texts) => texts.invalidDomain(), written);
    else if (written === domain || domains.indexOf(written) < index)
      here.add((texts) => texts.domainWrittenTwice(), written);
  });
  return domains;
}

/** An app's other names; what is wrong with them is in `problems`. */
export function resolveWebNames(
  { also = [], redirectsFrom = [] }: WebNamesInput,
  { domain, domains = [] }: Pick<BeneficiaryInput, "domain" | "domains">,
  problems: ProblemList,
): WebNames {
  const known = [domain ?? [], domains].flat();
  const inOne = (field: string, names: readonly unknown[]): string[] =>
    names.filter((name, index): name is string => {
      const here = problems.at(`${field}[${String(index)}]`);
      if (!hasKind(name, "text", here)) return false;
      if (!isDomain(name)) here.add((texts) => texts.invalidHost(), name);
      else if (!known.some((zone) => isUnder(name, zone)))
        here.add((texts) => texts.hostOfNoDomain(known), name);
      return true;
    });
  return {
    also: inOne("also", also),
    redirectsFrom: inOne("redirectsFrom", redirectsFrom),
  };
}

/** No name is used twice, by one app or by two. */
export function checkHosts(
  app: Named,
  others: readonly Named[],
  problems: ProblemList,
): void {
  const taken = new Map(
    others.flatMap((other) => hostsOf(other).map(([, host]) => [host, other])),
  );
  for (const [path, host] of hostsOf(app)) {
    const owner = taken.get(host);
    if (owner)
      problems.at(path).add((texts) => texts.hostUsedTwice(host, owner.name));
    taken.set(host, app);
  }
}

/** Where each of its names is written. */
function hostsOf({ host, also, redirectsFrom }: Named): [string, string][] {
  const listed = Object.entries({ also, redirectsFrom }).flatMap(
    ([field, names]) =>
      names.map((name, index): [string, string] => [
        `${field}[${String(index)}]`,
        name,
      ]),
  );
  return [["at", host], ...listed];
}

function isUnder(host: string, zone: string): boolean {
  return host === zone || host.endsWith(`.${zone}`);
}

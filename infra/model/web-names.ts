import type { BeneficiaryInput } from "./input";
import { isDomain, isRentedDomain, labelUnder } from "./names";
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
    if (!isRentedDomain(written))
      here.add((texts) => texts.invalidDomain(), written);
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
      else if (!known.some((zone) => labelUnder(name, zone) !== undefined))
        here.add((texts) => texts.hostOfNoDomain(known), name);
      return true;
    });
  return {
    also: inOne("also", also),
    redirectsFrom: inOne("redirectsFrom", redirectsFrom),
  };
}

/** A problem if a name under the first of the domains is written with one of them: it would stand there twice, for ever. */
export function checkLabel(
  at: string,
  domains: readonly unknown[],
  problems: ProblemList,
): void {
  const [main, ...others] = domains.filter(
    (domain): domain is string =>
      typeof domain === "string" && isRentedDomain(domain),
  );
  if (main === undefined || main !== domains[0]) return;
  const whole = `${at}.${main}`;
  const label = labelUnder(at, main);
  if (label !== undefined)
    problems.add((texts) => texts.domainInLabel(whole, label), at);
  else if (others.some((domain) => labelUnder(at, domain) !== undefined))
    problems.add((texts) => texts.otherDomainInLabel(whole, at), at);
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
export function hostsOf({
  host,
  also,
  redirectsFrom,
}: Omit<Named, "name">): [string, string][] {
  const listed = Object.entries({ also, redirectsFrom }).flatMap(
    ([field, names]) =>
      names.map((name, index): [string, string] => [
        `${field}[${String(index)}]`,
        name,
      ]),
  );
  return [["at", host], ...listed];
}

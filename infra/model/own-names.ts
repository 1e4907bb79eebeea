import { type Problem, ProblemList } from "./problems";

/** The names of one stack that must lead to nothing of another. */
export interface Claim {
  /** Where they are written: `stacks/les-amis.ts`. */
  readonly file: string;
  readonly domains: readonly string[];
  /** Names of its servers and websites, each in full. */
  readonly hosts: readonly string[];
}

/** A domain belongs to one stack, and so does a name that somebody answers to; each file hears of the others. */
export function checkOwnNames(
  claims: readonly Claim[],
  problems: Problem[],
): void {
  const twice = checkOnce(
    claims.map(({ file, domains }) => ({ file, names: domains })),
    (other) => (texts) => texts.domainUsedTwice(other),
    problems,
  );
  // One domain inside another's: only so can two stacks have a host in common and no domain.
  checkOnce(
    claims
      .filter(({ file }) => !twice.has(file))
      .map(({ file, hosts }) => ({ file, names: hosts })),
    (other, host) => (texts) => texts.hostUsedTwice(host, other),
    problems,
  );
}

/** The files in which a name is that of another one as well. */
function checkOnce(
  claims: readonly { file: string; names: readonly string[] }[],
  say: (other: string, name: string) => Problem["say"],
  problems: Problem[],
): Set<string> {
  const owners = new Map<string, string[]>();
  for (const { file, names } of claims)
    for (const name of new Set(names))
      owners.set(name, [...(owners.get(name) ?? []), file]);
  const shared = [...owners].filter(([, files]) => files.length > 1);
  for (const [name, files] of shared)
    for (const file of files) {
      const others = files.filter((other) => other !== file).join(", ");
      new ProblemList(file, problems).at("domain").add(say(others, name), name);
    }
  return new Set(shared.flatMap(([, files]) => files));
}

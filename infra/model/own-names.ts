import { hostName, isDomain, labelUnder } from "./names";
import type { Platform } from "./platform";
import { type Problem, ProblemList } from "./problems";
import type { ServerModel } from "./servers";
import { isObject } from "./shape";
import { webAddresses } from "./web";
import { hostsOf } from "./web-names";

/** The names of one stack that must lead to nothing of another. */
export interface Claim {
  /** Where they are written: `stacks/les-amis.ts`. */
  readonly file: string;
  readonly domains: readonly Claimed[];
  /** Names of its servers and websites, each in full. */
  readonly hosts: readonly Claimed[];
  /** Its names are its own, whoever else wants them: true of the platform, on which all others stand. */
  readonly comesFirst?: boolean;
}

interface Claimed {
  readonly name: string;
  /** The field that says so: `domains[0]`, `apps[1].at`. */
  readonly field: string;
}

export function claimOfPlatform(
  file: string,
  {
    domain,
    servers,
  }: Pick<Platform, "domain"> & {
    readonly servers: readonly Pick<ServerModel, "name">[];
  },
): Claim {
  return {
    file,
    domains: [{ name: domain, field: "domain" }],
    hosts: servers.map(({ name }) => {
      return { name: `${name}.${domain}`, field: `servers.${name}` };
    }),
    comesFirst: true,
  };
}

/** What a beneficiary's file claims, as far as it can be read: with other problems in it, it still says which names it wants. */
export function claimOf(file: string, input: unknown): Claim {
  const written = isObject(input) ? input : {};
  const domain = textOf(written.domain);
  const domains = listOf(written.domains).map(textOf);
  const apps = listOf(written.apps).map((app) => namedApp(app, domain));
  const fields = [
    ...apps.flatMap((app, index) =>
      hostsOf(app).map(([field, name]) => {
        return { name, field: `apps[${index}].${field}` };
      }),
    ),
    ...domains.map((name, index) => ({ name, field: `domains[${index}]` })),
    { name: domain, field: "domain" },
  ];
  // Names that nobody writes, such as `www` in front of a further domain, come with that domain.
  const fieldOf = (host: string): string =>
    [
      fields.find(({ name }) => name === host),
      fields.find(({ name }) => labelUnder(host, name) !== undefined),
    ].find((found) => found !== undefined)?.field ?? "domain";
  const hosts = webAddresses({ domain, domains, apps }).map(({ host }) => host);
  const valid = ({ name }: Claimed): boolean => isDomain(name);
  return {
    file,
    domains: fields.filter(({ field }) => /^domain/.test(field)).filter(valid),
    hosts: hosts.map((name) => ({ name, field: fieldOf(name) })).filter(valid),
  };
}

const textOf = (value: unknown): string =>
  typeof value === "string" ? value : "";

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : [];

function namedApp(app: unknown, domain: string) {
  const { at, also, redirectsFrom } = isObject(app) ? app : {};
  return {
    name: "",
    host: hostName(textOf(at), domain),
    also: listOf(also).map(textOf),
    redirectsFrom: listOf(redirectsFrom).map(textOf),
  };
}

/** A domain belongs to one stack, and so does a name that somebody answers to; each file hears of the others. */
export function checkOwnNames(
  claims: readonly Claim[],
  problems: Problem[],
): void {
  const domains = sharedNames(claims, "domains");
  report(domains, (other) => (texts) => texts.domainUsedTwice(other), problems);
  // One domain inside another's: only so can two stacks have a host in common and no domain.
  const hosts = sharedNames(claims, "hosts").filter(
    ({ name, owners }) =>
      !domains.some(
        (domain) =>
          labelUnder(name, domain.name) !== undefined &&
          owners.every(({ file }) =>
            domain.owners.some((owner) => owner.file === file),
          ),
      ),
  );
  report(
    hosts,
    (other, host) => (texts) => texts.hostUsedTwice(host, other),
    problems,
  );
}

/** A name that two files or more have, and the field that says so in each. */
interface Shared {
  readonly name: string;
  readonly owners: readonly (Pick<Claim, "file" | "comesFirst"> &
    Pick<Claimed, "field">)[];
}

function sharedNames(
  claims: readonly Claim[],
  kind: "domains" | "hosts",
): Shared[] {
  const all = new Map<string, Shared["owners"]>();
  for (const { file, comesFirst, [kind]: names } of claims)
    for (const { name, field } of names) {
      const owners = all.get(name) ?? [];
      if (owners.some((owner) => owner.file === file)) continue;
      all.set(name, [...owners, { file, field, comesFirst }]);
    }
  return [...all]
    .map(([name, owners]) => ({ name, owners }))
    .filter(({ owners }) => owners.length > 1);
}

function report(
  shared: readonly Shared[],
  say: (other: string, name: string) => Problem["say"],
  problems: Problem[],
): void {
  for (const { name, owners } of shared)
    for (const { file, field, comesFirst } of owners) {
      if (comesFirst) continue;
      const others = owners.filter((owner) => owner.file !== file);
      const named = others.map((owner) => owner.file).join(", ");
      new ProblemList(file, problems).at(field).add(say(named, name), name);
    }
}

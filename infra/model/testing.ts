import { messagesFor } from "../../messages/messages";
import { type Beneficiary, resolveBeneficiary } from "./beneficiary";
import { type Model, modelOf, PLATFORM } from "./model";
import { type Platform, resolvePlatform } from "./platform";
import { formatProblem, type Problem, ProblemList } from "./problems";

/** What is said of problems, in English. */
export function said(problems: readonly Problem[]): string[] {
  const texts = messagesFor("en").model;
  return problems.map((problem) => formatProblem(problem, texts));
}

/** What comes of something written in a file, and what is said of it. */
export interface Resolved<T> {
  readonly model: T;
  readonly problems: string[];
}

export function resolved<T>(
  file: string,
  resolve: (problems: ProblemList) => T,
): Resolved<T> {
  const list = new ProblemList(file);
  const model = resolve(list);
  return { model, problems: said(list.all) };
}

/** The least that a platform is. */
export const PLATFORM_INPUT = {
  displayName: "Sol&TIC",
  contact: "technique@soltic.example",
  domain: "soltic.example",
  project: "c0ffee00c0ffee00c0ffee00c0ffee00",
  region: "GRA11",
  sshFrom: ["203.0.113.7/32"],
  servers: { "commun-1": { flavor: "d2-4" } },
};

/** A MySQL service that is there. */
export const MYSQL = {
  service: "soltic-001",
  host: "soltic-001.eu.clouddb.ovh.net",
  port: 35001,
};

/** The platform of the least, with more; throws where that is not valid. */
export function platformWith(more: object = {}): Platform {
  const { model, problems } = resolved("stacks/prod.ts", (list) =>
    resolvePlatform({ ...PLATFORM_INPUT, ...more }, list),
  );
  if (!model) throw new Error(problems.join("\n"));
  return model;
}

/** The least that an association with a domain is. */
export const BENEFICIARY_INPUT = {
  name: "les-amis",
  displayName: "Les Amis",
  contact: "bureau@les-amis.example",
  domain: "les-amis.example",
};

/** The association of the least, with more, on a platform or where none can be read. */
export function beneficiaryWith(
  more: object,
  on?: Platform,
  name = "les-amis",
): Resolved<Beneficiary | undefined> {
  return resolved(`stacks/${name}.ts`, (list) =>
    resolveBeneficiary({ ...BENEFICIARY_INPUT, ...more }, name, on, list),
  );
}

/** Everything that a folder with these stacks declares: each says no more than what it has beside the least. */
export function modelWith(stacks: Readonly<Record<string, object>>): Model {
  const sources = Object.entries(stacks).map(([name, more]) => {
    const least =
      name === PLATFORM
        ? PLATFORM_INPUT
        : { ...BENEFICIARY_INPUT, name, domain: `${name}.example` };
    return [name, { input: { ...least, ...more }, problems: [] }] as const;
  });
  return modelOf(new Map(sources));
}

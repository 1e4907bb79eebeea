import { enumerate } from "../format";
import type { model as fr, ServerFull } from "../fr/model";
import { modelAccess } from "./model-access";
import { modelBuckets } from "./model-buckets";
import { modelMail } from "./model-mail";
import { catalog } from "./model-catalog";
import { outgoingMail } from "./model-outgoing-mail";
import { modelFiles } from "./model-files";
import { modelDomain } from "./model-domain";
import { modelSnapshots } from "./model-snapshots";
import { modelServers } from "./model-servers";
import { modelWeb } from "./model-web";
import { modelDatabases } from "./model-databases";
import { modelProject } from "./model-project";
import { webmasters } from "./model-webmasters";

const meant = (close: readonly string[]): string =>
  close.length > 0 ? `Did you mean ${enumerate(close, "or")}? ` : "";

/** What is wrong in what somebody wrote in `stacks/`, and what to do about it. */
export const model = {
  ...catalog,
  ...outgoingMail,
  ...modelAccess,
  ...modelBuckets,
  ...modelDomain,
  ...modelFiles,
  ...modelSnapshots,
  ...modelServers,
  ...modelWeb,
  ...modelMail,
  ...webmasters,
  received: (value: string) => `received: ${value}`,
  fileDoesNotLoad: (reason: string) => ({
    what: `the file does not load: ${reason}`,
    remedy: "Mend it, or start from a file beside it.",
  }),
  noDefaultExport: (factory: string) => ({
    what: "the file declares nothing",
    remedy: `It must contain "export default ${factory}({ … })".`,
  }),
  platformMissing: () => ({
    what: "the platform is not declared",
    remedy:
      'Create stacks/prod.ts with "export default definePlatform({ … })".',
  }),
  unknownStack: (known: readonly string[]) => ({
    what: "this stack does not exist",
    remedy: `Known stacks: ${enumerate(known, "and")}.`,
  }),
  missing: () => ({ what: "a value is missing", remedy: "Add this field." }),
  unknownField: (known: readonly string[], close: readonly string[]) => ({
    what: "unknown field",
    remedy: `${meant(close)}Remove it, or choose among: ${enumerate(known, "and")}.`,
  }),
  wrongType: (
    expected: "text" | "number" | "boolean" | "list" | "object",
    unit?: string,
  ) => ({
    what: "this is not the right type of value",
    remedy: `Needed: ${{ text: "a text in quotes", number: unit ? `a number with its unit, like ${unit}(20), without quotes` : "a number, without quotes", boolean: "true or false", list: "a list [ … ]", object: "an object { … }" }[expected]}.`,
  }),
  emptyText: () => ({
    what: "the text is empty",
    remedy: "Write what people will read.",
  }),
  invalidDisplayName: () => ({
    what: "this is not a name that can be read",
    remedy:
      "Write the name that people read, on one line of at most 100 characters.",
  }),
  invalidName: () => ({
    what: "this name is not allowed",
    remedy:
      "Lower-case letters without accents, digits and hyphens, 2 to 30 characters, starting with a letter.",
  }),
  serversOwnName: () => ({
    what: "each server already has something of this name",
    remedy:
      "Choose another for the stack and its file, for example with one more word.",
  }),
  nameIsNotFile: (file: string) => ({
    what: "the name is not the file's",
    remedy: `Write name: "${file}", or rename the file (before it is first online only).`,
  }),
  invalidDomain: () => ({
    what: "this is not a domain name",
    remedy:
      'In lower case, without accents (or in its form xn--), without "http://" or "www.", for example: les-amis.example.',
  }),
  domainUsedTwice: (other: string) => ({
    what: `this domain is already that of ${other}`,
    remedy: "A domain belongs to one association only: change one of the two.",
  }),
  invalidEmail: () => ({
    what: "this is not an e-mail address",
    remedy: "Without accents, for example: bureau@les-amis.example.",
  }),
  invalidMailbox: () => ({
    what: "this mailbox name is not allowed",
    remedy:
      "Only the part before the @: lower-case letters without accents, digits, dots, hyphens.",
  }),
  duplicateMailbox: () => ({
    what: "this mailbox is written twice",
    remedy: "Keep one.",
  }),
  domainNeeded: () => ({
    what: "this needs a domain",
    remedy: 'Add domain: "…" (the association\'s domain).',
  }),
  unknownServer: (known: readonly string[]) => ({
    what: "the platform has no such server",
    remedy: `Choose among: ${enumerate(known, "and")}.`,
  }),
  serverToChoose: (known: readonly string[]) => ({
    what: "the server must be said",
    remedy: `Add server: "…", among: ${enumerate(known, "and")}.`,
  }),
  unknownApp: (known: readonly string[], close: readonly string[]) => ({
    what: "the catalog has no such app",
    remedy: `${meant(close)}Choose among: ${enumerate(known, "and")}.`,
  }),
  duplicateAppName: () => ({
    what: "two apps have the same name",
    remedy: 'Name one of the two, for example name: "blog".',
  }),
  hostUsedTwice: (host: string, other: string) => ({
    what: `the address ${host} is already taken by ${other}`,
    remedy: "Give one of the two another.",
  }),
  technicalNameTwice: (name: string, other: string) => ({
    what: `"${name}" would be the technical name of something of ${other} too`,
    remedy:
      'Give the app of whichever is not online yet another name ("name"), or place that association on another server with a MySQL of its own (mysql: "own").',
  }),
  invalidSubdomain: () => ({
    what: "this cannot be an address under the domain",
    remedy: 'For example "www", "cloud", or "@" for the domain itself.',
  }),
  notEnoughMemory: (least: number) => ({
    what: "this is too little memory for the app",
    remedy: `It needs at least megabytes(${String(least)}).`,
  }),
  tooMuchMemory: (server: string, most: number) => ({
    what: `server ${server} does not have that much memory`,
    remedy: `At most megabytes(${String(most)}).`,
  }),
  wholeNumber: (least: number, most: number) => ({
    what: "this number is not allowed",
    remedy: `A whole number from ${String(least)} to ${String(most)}.`,
  }),
  diskOfSizeTooSmall: (size: string, disk: number, least: number) => ({
    what: `the disk of size ${size} (${String(disk)} GB) is too small for its apps`,
    remedy: `Choose a larger size (size: "…"), or write disk: gigabytes(${String(least)}) or more.`,
  }),
  diskTooSmall: (least: number) => ({
    what: "the disk is too small for its apps",
    remedy: `At least gigabytes(${String(least)}) are needed.`,
  }),
  serverFull: ({ server, usable, free, needed, elsewhere }: ServerFull) => ({
    what: `server ${server} does not have enough memory left: it needs ${String(needed)} MB, ${String(free)} of ${String(usable)} are left`,
    remedy:
      elsewhere.length > 0
        ? `There is room on ${enumerate(
            elsewhere.map((room) => `${room.server} (${String(room.free)} MB)`),
            "and",
          )}: change server: "…" of whoever came last.`
        : "There is not enough elsewhere: add a server in stacks/prod.ts (or take a larger flavor), or make something smaller.",
  }),
  serverDiskFull: (
    server: string,
    most: number,
    elsewhere: readonly string[],
  ) => ({
    what: `the disk of server ${server} is too small: it has room for ${String(most)} different images of apps, and more would be needed`,
    remedy:
      elsewhere.length > 0
        ? `There is room on ${enumerate(elsewhere, "and")}: change server: "…".`
        : "There is not enough elsewhere: choose apps that others have on this server already, or add a server in stacks/prod.ts (or take a larger flavor).",
  }),
  databaseNotOptional: (app: string, has: boolean) => ({
    what: has ? `${app} always has a database` : `${app} uses no database`,
    remedy: "Remove database.",
  }),
  invalidCidr: () => ({
    what: "this is not a network",
    remedy: 'For example "203.0.113.7/32" for a single address.',
  }),
  sshToWorld: () => ({
    what: "SSH would be open to the whole world",
    remedy:
      'Give the addresses of the épiciers and of the deployment server, for example "203.0.113.7/32".',
  }),
  unknownChoice: (known: readonly string[]) => ({
    what: "there is no such value",
    remedy: `Choose among: ${enumerate(known, "and")}.`,
  }),
  noServer: () => ({
    what: "the platform has no server",
    remedy: 'Declare one: "commun-1": { flavor: "d2-4" }.',
  }),
  emptyReason: () => ({
    what: "an exception needs a reason",
    remedy: "Say in a few words why, for whoever reads this file in a year.",
  }),
  emptyResource: () => ({
    what: "the resource's name is missing",
    remedy:
      "It is the one that the refusal gives, for example les-amis-wordpress.",
  }),
  machineMissing: (machine: string) => ({
    what: `the platform (stack prod) does not have the machine ${machine} yet`,
    remedy:
      "Bring the platform up first: npm run epicerie -- up prod (in production: pulumi up -s prod).",
  }),
  invalidSetting: () => ({
    what: "this setting is not valid",
    remedy: "See its description in Pulumi.yaml.",
  }),
  otherAuthority: (directories: readonly string[]) => ({
    what: "no certificate would be issued: the CAA records of the websites allow Let's Encrypt alone",
    remedy: `Choose among: ${enumerate(directories, "and")}.`,
  }),
  ...modelDatabases,
  ...modelProject,
} satisfies typeof fr;

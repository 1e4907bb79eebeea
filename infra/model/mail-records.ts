import type { DmarcInput, MailServerInput } from "./record-input";
import { dmarcText } from "./record-types";
import {
  absolute,
  type Check,
  email,
  host,
  isRecordName,
  oneOf,
  quoted,
  text,
  uint16,
  withoutDot,
} from "./record-values";
import type { ProblemList } from "./problems";
import { hasKind, hasShape, type Shape } from "./shape";
import { spf } from "./spf";
import { DEFAULT_TTL, nameByContent, type ZoneRecord } from "./zone-record";

/** The mail records of a domain, where those of OVH do not do. */
export interface MailRecordsInput {
  /** Where its mail goes: OVH's servers, or those of another provider. */
  readonly servers: "ovh" | readonly MailServerInput[];
  /**
   * Who may send mail in its name, the whole SPF record: `v=spf1 include:mx.ovh.com include:spf.example.org -all`.
   * @default OVH alone, where the servers are OVH's; else no SPF record
   */
  readonly spf?: string;
  /**
   * Keys that its mail is signed with, by selector: what the provider says to publish, a text (`v=DKIM1; …`) or the name
   * of a host for a CNAME.
   * @default {}
   */
  readonly dkim?: Readonly<Record<string, string>>;
  /**
   * What others should do with mail that only pretends to be its.
   * @default where the servers are OVH's: quarantine, with reports to `contact` if that is an address of this domain or below
   * it (another domain would have to agree, see `reports`); else no DMARC record
   */
  readonly dmarc?: DmarcInput;
}

/** The mail records of a domain, complete. */
export interface MailRecords {
  /** Who keeps its mail; "untouched": nobody said, so nothing is published. */
  readonly provider: "ovh" | "other" | "none" | "untouched";
  readonly servers: readonly MailServerInput[];
  readonly spf?: string;
  readonly dkim: Readonly<Record<string, string>>;
  readonly dmarc?: DmarcInput;
}

const mailShape: Shape<MailRecordsInput> = {
  servers: { kind: "any", required: true },
  spf: { kind: "text" },
  dkim: { kind: "object" },
  dmarc: { kind: "object" },
};
const serverShape: Shape<MailServerInput> = {
  priority: { kind: "number", required: true },
  target: { kind: "text", required: true },
};
const dmarcShape: Shape<DmarcInput> = {
  policy: { kind: "text", required: true },
  reports: { kind: "text" },
};

/** Source: https://help.ovhcloud.com/csm/en-dns-mx-record */
const OVH_SERVERS: readonly MailServerInput[] = Object.entries({
  mx0: 1,
  mx1: 5,
  mx2: 50,
  mx3: 100,
  mx4: 200,
}).map(([name, priority]) => ({ priority, target: `${name}.mail.ovh.net` }));
const OVH_SPF = "v=spf1 include:mx.ovh.com -all";

const UNTOUCHED: MailRecords = { provider: "untouched", servers: [], dkim: {} };
/** What says that a name takes no mail, although it has an address (RFC 7505, 3). */
const NO_SERVER: MailServerInput = { priority: 0, target: "." };
/** Nobody sends mail in its name: whoever does is to be refused. */
const REFUSED: MailRecords = {
  provider: "none",
  servers: [NO_SERVER],
  spf: "v=spf1 -all",
  dkim: {},
  dmarc: { policy: "reject" },
};

/** What the mail records need to know of their beneficiary. */
interface MailUser {
  readonly mail?: unknown;
  readonly domain?: string;
  readonly contact: string;
  /** Whether it has addresses at OVH. */
  readonly hasAddresses: boolean;
}

/** The mail records, complete as far as they make sense; what is wrong is in `problems`. */
export function resolveMailRecords(
  { mail, domain, contact, hasAddresses }: MailUser,
  problems: ProblemList,
): MailRecords {
  if (mail !== undefined && domain === undefined)
    problems.add((texts) => texts.domainNeeded(), mail);
  const ovh = {
    servers: OVH_SERVERS,
    spf: OVH_SPF,
    dkim: {},
    dmarc: {
      policy: "quarantine",
      ...(isOf(domain, contact) ? { reports: contact } : {}),
    },
  } as const;
  if (mail === "ovh" || (mail === undefined && hasAddresses))
    return { provider: "ovh", ...ovh };
  if (mail === undefined) return UNTOUCHED;
  if (mail === "none") {
    if (hasAddresses) problems.add((texts) => texts.mailboxesNotAtOvh(), mail);
    return REFUSED;
  }
  if (typeof mail !== "object")
    problems.add((texts) => texts.unknownChoice(MAIL_CHOICES), mail);
  else if (hasShape<MailRecordsInput>(mail, mailShape, problems)) {
    const before = problems.all.length;
    checkMail(mail, problems);
    if (problems.all.length > before) return UNTOUCHED;
    const { dkim = {} } = mail;
    if (mail.servers === "ovh") {
      const { spf: policy = OVH_SPF, dmarc = ovh.dmarc } = mail;
      return { provider: "ovh", ...ovh, spf: policy, dkim, dmarc };
    }
    if (hasAddresses)
      problems.at("servers").add((texts) => texts.mailboxesNotAtOvh());
    return { provider: "other", ...mail, dkim, servers: mail.servers };
  }
  return UNTOUCHED;
}

/** Whether it is an address of that domain, or of one below it, which needs nobody's consent (RFC 7489, 7.1). */
function isOf(domain: string | undefined, address: string): boolean {
  const [, place = ""] = address.toLowerCase().split("@");
  return `.${place}`.endsWith(`.${domain ?? ""}`);
}

const MAIL_CHOICES = ["ovh", "none", "{ servers: … }"];

function checkMail(
  { servers, spf: policy, dkim = {}, dmarc }: MailRecordsInput,
  problems: ProblemList,
): void {
  checkServers(servers, problems.at("servers"));
  if (policy !== undefined) check(spf, policy, problems.at("spf"));
  for (const [selector, value] of Object.entries<unknown>(dkim)) {
    const here = problems.at("dkim").at(selector);
    if (!isRecordName(selector) || selector === "@")
      here.add((texts) => texts.invalidSelector(), selector);
    if (hasKind(value, "text", here))
      check(isKeyText(value) ? text : host, value, here);
  }
  if (dmarc && hasShape<DmarcInput>(dmarc, dmarcShape, problems.at("dmarc"))) {
    const here = problems.at("dmarc");
    check(
      oneOf("none", "quarantine", "reject"),
      dmarc.policy,
      here.at("policy"),
    );
    if (dmarc.reports !== undefined)
      check(email, dmarc.reports, here.at("reports"));
  }
}

function checkServers(servers: unknown, problems: ProblemList): void {
  if (servers === "ovh") return;
  if (!Array.isArray(servers) || servers.length === 0)
    return problems.add((texts) => texts.mailServersNeeded(), servers);
  servers.forEach((server: unknown, index) => {
    const here = problems.at(`[${index}]`);
    if (!hasShape<MailServerInput>(server, serverShape, here)) return;
    check(uint16, server.priority, here.at("priority"));
    check(host, server.target, here.at("target"));
    const before = servers.slice(0, index).map(serverName);
    if (before.includes(serverName(server)))
      here
        .at("target")
        .add((texts) => texts.duplicateMailServer(), server.target);
  });
}

/** A server's name, whichever way it is written; undefined for what is no server. */
function serverName(server: unknown): string | undefined {
  const { target } = (server ?? {}) as { readonly target?: unknown };
  return typeof target === "string"
    ? withoutDot(target.toLowerCase())
    : undefined;
}

function check(rule: Check, value: unknown, problems: ProblemList): void {
  const wrong = rule(value);
  if (wrong) problems.add(wrong, value);
}

const isKeyText = (value: string): boolean => /^(v=DKIM1|p=|k=)/i.test(value);

/**
 * What OVH publishes by itself in the zone of a domain with mailboxes: where the keys are that it signs with (DKIM). No
 * records of ours, but nothing else may stand there. Their names held a number formerly, which is not known beforehand.
 */
export const OVH_KEYS: readonly ZoneRecord[] = [1, 2].map((number) => ({
  name: `ovh-key-${number}`,
  at: `ovhmo-selector-${number}._domainkey`,
  type: "CNAME",
  ttl: DEFAULT_TTL,
  from: "mail",
}));

/** The records that others find its mail by. */
export function mailZoneRecords(mail: MailRecords): ZoneRecord[] {
  const record = (
    name: string,
    at: string,
    type: ZoneRecord["type"],
    target: string,
  ): ZoneRecord => ({ name, at, type, target, ttl: DEFAULT_TTL, from: "mail" });
  const { servers, spf: policy, dkim, dmarc } = mail;
  return [
    ...servers.map((server) => {
      const target = `${server.priority} ${absolute(server.target)}`;
      return record(serverRecordName(server, target), "@", "MX", target);
    }),
    ...(policy === undefined
      ? []
      : [record("spf", "@", "TXT", quoted(policy))]),
    ...Object.entries(dkim).map(([selector, value]) => {
      const at = `${selector}._domainkey`;
      return isKeyText(value)
        ? record(`dkim-${selector}`, at, "TXT", quoted(value))
        : record(`dkim-${selector}`, at, "CNAME", absolute(withoutDot(value)));
    }),
    ...(dmarc
      ? [record("dmarc", "_dmarc", "TXT", quoted(dmarcText(dmarc)))]
      : []),
  ];
}

/** Those that are always the same have a short name. */
function serverRecordName(server: MailServerInput, target: string): string {
  if (server === NO_SERVER) return "mx-none";
  return OVH_SERVERS.includes(server)
    ? (server.target.split(".")[0] ?? "")
    : nameByContent("MX", "@", target);
}

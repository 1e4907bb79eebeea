import type { modelDomain as fr, RecordFacts } from "../fr/model-domain";

const sources = {
  web: "which its apps ask for (apps)",
  certificate: "which guards its HTTPS certificates (apps)",
  mail: "which its mail asks for (mail, mailboxes)",
  server: "which is the name of a server (servers)",
  written: "written above in records",
} satisfies Record<RecordFacts["from"], string>;

const other = ({ type, at, from }: RecordFacts): string =>
  `the record ${type} "${at}", ${sources[from]}`;

/** Other name servers answer for their own name, too. */
const handedOver = ({ type }: Pick<RecordFacts, "type">): string =>
  type === "NS" ? "its name and all that is below" : "all that is below";

/** What is wrong with the records of a domain, and what to do about it. */
export const modelDomain = {
  invalidDomainOrder: () => ({
    what: "this is not an order of a domain",
    remedy: `Write "zone" to order the zone alone, or { owner: 12345678 } (the association's contact at OVH) for the name and its zone.`,
  }),
  invalidRecordName: () => ({
    what: "this cannot be a name in the zone",
    remedy:
      'For example "www", "_sip._tcp", "*.test", or "@" for the domain itself; in lower case, without the domain.',
  }),
  invalidDmarcName: () => ({
    what: "nobody looks for a DMARC record at this name",
    remedy:
      'Write "_dmarc" for the domain, or for example "_dmarc.news" for what comes from news and this domain.',
  }),
  invalidIpv4: () => ({
    what: "this is not an IPv4 address",
    remedy: 'Four numbers from 0 to 255, for example "203.0.113.7".',
  }),
  invalidIpv6: () => ({
    what: "this is not an IPv6 address",
    remedy: 'For example "2001:db8::7".',
  }),
  invalidHost: () => ({
    what: "this is not the whole name of a machine",
    remedy:
      'Write all of it, in lower case, with its domain: "www.les-amis.example".',
  }),
  invalidText: () => ({
    what: "this text cannot go into the DNS",
    remedy:
      "Write it without accents or line breaks, in one piece and without quotes around it: Épicerie sees to that.",
  }),
  invalidKey: () => ({
    what: "this is not a public key",
    remedy:
      'Only what follows "p=", without spaces: letters, digits, +, / and =.',
  }),
  invalidHex: (octets?: number) => ({
    what: "this is not a hexadecimal fingerprint",
    remedy:
      octets === undefined
        ? "Only digits and the letters a to f, an even number of them."
        : `It takes exactly ${String(2 * octets)}: digits and the letters a to f.`,
  }),
  invalidParameters: () => ({
    what: "these are no parameters of this type of record",
    remedy:
      'For example parameters: { alpn: "h2,h3", port: "8443", ipv4hint: "203.0.113.7" }.',
  }),
  numberBetween: (least: number, most: number) => ({
    what: "this number is not allowed",
    remedy: `A number from ${String(least)} to ${String(most)}.`,
  }),
  notSpf: () => ({
    what: "this is not an SPF record",
    remedy:
      'It starts with v=spf1, for example "v=spf1 include:mx.ovh.com -all".',
  }),
  unknownSpfTerm: (term: string) => ({
    what: `"${term}" is not a word of SPF`,
    remedy:
      "Copy what the provider gives: include:…, a, mx, ip4:…, ip6:…, then -all or ~all at the end.",
  }),
  tooManySpfLookups: (count: number, most: number) => ({
    what: `this SPF record asks the DNS ${String(count)} questions and those who receive mail allow only ${String(most)}`,
    remedy:
      "Remove the include, a, mx, ptr and exists that are no longer used; an ip4 or ip6 does not count.",
  }),
  invalidSelector: () => ({
    what: "this is not a DKIM selector",
    remedy:
      'It is what the provider writes before "._domainkey", for example brevo.',
  }),
  mailServersNeeded: () => ({
    what: "the mail servers are missing",
    remedy:
      'Write servers: "ovh", or those of the provider: servers: [{ priority: 10, target: "mx1.provider.example" }].',
  }),
  duplicateMailServer: () => ({
    what: "this mail server is in the list already",
    remedy: "Keep it once, with the priority that is meant.",
  }),
  mailboxesNotAtOvh: () => ({
    what: "its mailboxes are at OVH and would receive nothing any more",
    remedy:
      'Remove its mailboxes, or leave the mail at OVH: mail: "ovh" (or servers: "ovh").',
  }),
  duplicateRecord: (one: RecordFacts) => ({
    what: `this is exactly ${other(one)}`,
    remedy: "Remove this one: one is enough.",
  }),
  cnameBeside: (one: RecordFacts) => ({
    what: `a CNAME is always alone under its name, and there is ${other(one)}`,
    remedy: 'Change "at", or remove one of the two.',
  }),
  notAtApex: (type: string) => ({
    what: `the domain itself cannot have a record ${type}`,
    remedy:
      type === "NS"
        ? "Its name servers are chosen in the OVH console; here, only those of a subdomain."
        : 'Write an A (and an AAAA) with the address, or put the CNAME at "www".',
  }),
  secondSpf: (one: RecordFacts) => ({
    what: `a name has one SPF record only, else none counts, and there is ${other(one)}`,
    remedy:
      one.from === "mail"
        ? 'Remove this one, and say all of it in mail: { servers: "ovh", spf: "v=spf1 include:mx.ovh.com … -all" }.'
        : "Make one of them: v=spf1, then all their include, then -all.",
  }),
  secondDmarc: (one: RecordFacts) => ({
    what: `a name has one DMARC record only, else none counts, and there is ${other(one)}`,
    remedy:
      one.from === "mail"
        ? 'Remove this one, and say it in mail: { servers: …, dmarc: { policy: "quarantine" } }.'
        : "Keep one.",
  }),
  secondDkim: (one: RecordFacts) => ({
    what: `a DKIM selector has one key only, else none is sure to be used, and there is ${other(one)}`,
    remedy:
      one.from === "mail"
        ? 'Remove this one or the key of mail.dkim, or choose another selector (what stands before "._domainkey").'
        : 'Keep one, or choose another selector (what stands before "._domainkey").',
  }),
  secondDname: (one: RecordFacts) => ({
    what: `a name has one DNAME only, and there is ${other(one)}`,
    remedy: "Keep one.",
  }),
  leadsElsewhere: (one: RecordFacts) => ({
    what: `a part of the ${one.from === "mail" ? "messages" : "visits"} would go elsewhere, since there is ${other(one)}`,
    remedy:
      one.from === "mail"
        ? "Say all servers in mail: { servers: [ … ] }, or remove this one."
        : 'Change "at", or remove one of the two.',
  }),
  belowHandover: (one: RecordFacts) => ({
    what: `nobody would see it: ${other(one)}, hands over to others ${handedOver(one)}`,
    remedy: "Publish it there, or remove one of the two.",
  }),
  handsOver: (here: Pick<RecordFacts, "type">, one: RecordFacts) => ({
    what: `it would hand over to others ${handedOver(here)}, and nobody would see ${other(one)} any more`,
    remedy: 'Change "at", or remove one of the two.',
  }),
} satisfies typeof fr;

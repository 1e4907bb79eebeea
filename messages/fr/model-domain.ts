/** What a record is to those who read a problem with it. */
export interface RecordFacts {
  readonly type: string;
  readonly at: string;
  /** What asks for it. */
  readonly from: "web" | "certificate" | "mail" | "server" | "written";
}

const sources = {
  web: "qui vient de ses applications (apps)",
  certificate: "qui protège ses certificats HTTPS (apps)",
  mail: "qui vient de son courrier (mail, mailboxes)",
  server: "qui est le nom d'un serveur (servers)",
  written: "écrit plus haut dans records",
} satisfies Record<RecordFacts["from"], string>;

const other = ({ type, at, from }: RecordFacts): string =>
  `l'enregistrement ${type} « ${at} », ${sources[from]}`;

/** Other name servers answer for their own name, too. */
const handedOver = ({ type }: Pick<RecordFacts, "type">): string =>
  type === "NS"
    ? "son nom et tout ce qui est dessous"
    : "tout ce qui est dessous";

/** What is wrong with the records of a domain, and what to do about it. */
export const modelDomain = {
  invalidDomainOrder: () => ({
    what: "ce n'est pas une commande de domaine",
    remedy: `Écrivez "zone" pour commander la zone seule, ou { owner: 12345678 } (le contact de l'association chez OVH) pour le nom et sa zone.`,
  }),
  invalidRecordName: () => ({
    what: "ce n'est pas un nom possible dans la zone",
    remedy:
      'Par exemple "www", "_sip._tcp", "*.test", ou "@" pour le domaine lui-même ; en minuscules, sans le domaine.',
  }),
  invalidDmarcName: () => ({
    what: "personne ne cherche un enregistrement DMARC à ce nom",
    remedy:
      'Écrivez "_dmarc" pour le domaine, ou par exemple "_dmarc.lettre" pour ce qui vient de lettre et de ce domaine.',
  }),
  invalidIpv4: () => ({
    what: "ce n'est pas une adresse IPv4",
    remedy: 'Quatre nombres de 0 à 255, par exemple "203.0.113.7".',
  }),
  invalidIpv6: () => ({
    what: "ce n'est pas une adresse IPv6",
    remedy: 'Par exemple "2001:db8::7".',
  }),
  invalidHost: () => ({
    what: "ce n'est pas le nom entier d'une machine",
    remedy:
      'Écrivez-le en entier, en minuscules, domaine compris : "www.les-amis.example".',
  }),
  invalidText: () => ({
    what: "ce texte ne peut pas aller dans le DNS",
    remedy:
      "Écrivez-le sans accent ni retour à la ligne, sans le couper et sans guillemets autour : Épicerie s'en charge.",
  }),
  invalidKey: () => ({
    what: "ce n'est pas une clé publique",
    remedy:
      "Seulement ce qui suit « p= », sans espace : lettres, chiffres, +, / et =.",
  }),
  invalidHex: (octets?: number) => ({
    what: "ce n'est pas une empreinte en hexadécimal",
    remedy:
      octets === undefined
        ? "Seulement des chiffres et des lettres de a à f, en nombre pair."
        : `Il en faut exactement ${String(2 * octets)} : des chiffres et des lettres de a à f.`,
  }),
  invalidParameters: () => ({
    what: "ce ne sont pas des paramètres de ce type d'enregistrement",
    remedy:
      'Par exemple parameters: { alpn: "h2,h3", port: "8443", ipv4hint: "203.0.113.7" }.',
  }),
  numberBetween: (least: number, most: number) => ({
    what: "ce nombre n'est pas permis",
    remedy: `Un nombre de ${String(least)} à ${String(most)}.`,
  }),
  notSpf: () => ({
    what: "ce n'est pas un enregistrement SPF",
    remedy:
      'Il commence par v=spf1, par exemple "v=spf1 include:mx.ovh.com -all".',
  }),
  unknownSpfTerm: (term: string) => ({
    what: `« ${term} » n'est pas un mot de SPF`,
    remedy:
      "Recopiez ce que donne le fournisseur : include:…, a, mx, ip4:…, ip6:…, puis -all ou ~all à la fin.",
  }),
  tooManySpfLookups: (count: number, most: number) => ({
    what: `cet enregistrement SPF pose ${String(count)} questions au DNS et ceux qui reçoivent le courrier n'en acceptent que ${String(most)}`,
    remedy:
      "Retirez les include, a, mx, ptr et exists qui ne servent plus ; un ip4 ou un ip6 ne compte pas.",
  }),
  invalidSelector: () => ({
    what: "ce n'est pas un sélecteur DKIM",
    remedy:
      "C'est ce qui précède « ._domainkey » chez le fournisseur, par exemple brevo.",
  }),
  mailServersNeeded: () => ({
    what: "il manque les serveurs de courrier",
    remedy:
      'Écrivez servers: "ovh", ou ceux du fournisseur : servers: [{ priority: 10, target: "mx1.fournisseur.example" }].',
  }),
  duplicateMailServer: () => ({
    what: "ce serveur de courrier est déjà dans la liste",
    remedy: "Gardez-le une seule fois, avec la priorité voulue.",
  }),
  mailboxesNotAtOvh: () => ({
    what: "ses boîtes (mailboxes) sont chez OVH et n'y recevraient plus rien",
    remedy:
      'Retirez ses boîtes, ou gardez le courrier chez OVH : mail: "ovh" (ou servers: "ovh").',
  }),
  duplicateRecord: (one: RecordFacts) => ({
    what: `c'est exactement ${other(one)}`,
    remedy: "Retirez celui-ci : un seul suffit.",
  }),
  cnameBeside: (one: RecordFacts) => ({
    what: `un CNAME est toujours seul sous son nom, et il y a déjà ${other(one)}`,
    remedy: "Changez « at », ou retirez l'un des deux.",
  }),
  notAtApex: (type: string) => ({
    what: `le domaine lui-même ne peut pas avoir d'enregistrement ${type}`,
    remedy:
      type === "NS"
        ? "Ses serveurs de noms se choisissent dans l'espace client OVH ; ici, seulement ceux d'un sous-domaine."
        : 'Écrivez un A (et un AAAA) avec l\'adresse, ou mettez le CNAME à "www".',
  }),
  secondSpf: (one: RecordFacts) => ({
    what: `un nom n'a qu'un seul SPF, sinon aucun ne compte, et il y a déjà ${other(one)}`,
    remedy:
      one.from === "mail"
        ? 'Retirez celui-ci, et dites tout dans mail: { servers: "ovh", spf: "v=spf1 include:mx.ovh.com … -all" }.'
        : "Réunissez-les en un seul : v=spf1, puis tous leurs include, puis -all.",
  }),
  secondDmarc: (one: RecordFacts) => ({
    what: `un nom n'a qu'un seul DMARC, sinon aucun ne compte, et il y a déjà ${other(one)}`,
    remedy:
      one.from === "mail"
        ? 'Retirez celui-ci, et dites-le dans mail: { servers: …, dmarc: { policy: "quarantine" } }.'
        : "Gardez-en un.",
  }),
  secondDkim: (one: RecordFacts) => ({
    what: `un sélecteur DKIM n'a qu'une seule clé, sinon aucune n'est sûre de servir, et il y a déjà ${other(one)}`,
    remedy:
      one.from === "mail"
        ? "Retirez celui-ci ou la clé de mail.dkim, ou changez de sélecteur (ce qui précède « ._domainkey »)."
        : "Gardez-en une, ou changez de sélecteur (ce qui précède « ._domainkey »).",
  }),
  secondDname: (one: RecordFacts) => ({
    what: `un nom n'a qu'un seul DNAME, et il y a déjà ${other(one)}`,
    remedy: "Gardez-en un.",
  }),
  leadsElsewhere: (one: RecordFacts) => ({
    what: `une partie des ${one.from === "mail" ? "messages" : "visites"} irait ailleurs, puisqu'il y a déjà ${other(one)}`,
    remedy:
      one.from === "mail"
        ? "Dites tous les serveurs dans mail: { servers: [ … ] }, ou retirez celui-ci."
        : "Changez « at », ou retirez l'un des deux.",
  }),
  belowHandover: (one: RecordFacts) => ({
    what: `personne ne le verrait : ${other(one)}, confie à d'autres ${handedOver(one)}`,
    remedy: "Publiez-le là-bas, ou retirez l'un des deux.",
  }),
  handsOver: (here: Pick<RecordFacts, "type">, one: RecordFacts) => ({
    what: `il confierait à d'autres ${handedOver(here)}, et personne ne verrait plus ${other(one)}`,
    remedy: "Changez « at », ou retirez l'un des deux.",
  }),
};

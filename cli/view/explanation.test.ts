import {
  explainBeneficiary,
  explainServers,
} from "../../infra/model/explanation";
import {
  type Beneficiary,
  resolveBeneficiary,
} from "../../infra/model/beneficiary";
import { gigabytes, megabytes } from "../../infra/model/define";
import type { BeneficiaryInput } from "../../infra/model/input";
import { loadModel } from "../../infra/stack-files";
import type { Platform } from "../../infra/model/platform";
import { formatProblem, ProblemList } from "../../infra/model/problems";
import { messagesFor } from "../../messages/messages";
import { RULE_IDS } from "../../policies/rule-ids";
import { beneficiaryLines, platformLines } from "./explanation";

const model = loadModel();

describe("the explanation of a stack", () => {
  const [trial, friends] = ["atelier-velo", "les-amis"].map((wanted) => {
    const found = model.beneficiaries.find(({ name }) => name === wanted);
    if (!found) throw new Error(`no ${wanted} in stacks/`);
    const explanation = explainBeneficiary(model, found);
    return beneficiaryLines(explanation, messagesFor("fr")).join("\n");
  });

  it("tells a beneficiary all that it gets and where it comes from", () => {
    for (const fact of [
      /^Les Amis du Quartier \(les-amis\)\n/,
      /https:\/\/www\.les-amis\.example +WordPress \(wordpress\)/,
      /https:\/\/les-amis\.example +mène à https:\/\/www\.les-amis\.example/,
      /boîte mail +contact@les-amis\.example, 5000 Mo/,
      /redirection +bureau@les-amis\.example vers contact@les-amis\.example et tresorerie@les-amis\.example/,
      /réponse automatique +tresorerie@les-amis\.example, « Bonjour/,
      /réception \(IMAP\) +imap\.mail\.ovh\.net, port 993, SSL\/TLS/,
      /envoi \(SMTP\) +smtp\.mail\.ovh\.net, port 465, SSL\/TLS/,
      /taille +small \(par défaut\)/,
      /disque +8 Go \(écrit dans le fichier\)/,
      /mémoire de wordpress +512 Mo \(taille small\)/,
      /base de données de wordpress +les_amis_wordpress/,
      /accès de marie +sftp:\/\/les-amis_marie@commun-1\.soltic\.example:2222 \(les fichiers de php-site\)/,
      /tâche relances de php-site +Mon 08:00 : php \/var\/www\/html\/relances\.php/,
      /instantané ouverture +gardé/,
      /à sauvegarder de wordpress +html, base de données/,
      /sauvegardes +un bucket à elle, dont le nom commence par les-amis-backups, ajout seul, versions gardées 90 jours ; la sauvegarde de chaque nuit n'est pas encore faite\n/,
      /à la suppression +gardées/,
      /signature \(DKIM\) +OVH signe/,
      /\n +www A +l'adresse de son serveur \(apps\)\n/,
      /\n +amis-du-quartier\.example A +l'adresse de son serveur \(apps\)\n/,
      /\n +www\.amis-du-quartier\.example CAA +0 issue "letsencrypt\.org" \(apps\)\n/,
      /serveur +commun-1 \(d2-4\) \(écrit dans le fichier\)/,
      /il reste \d+ Mo sur les 3232 Mo/,
      /disques \(volumes\) +2 sur 24 possibles\n/,
      /images d'applications +5 sur 38 possibles\n/,
    ])
      expect(friends).toMatch(fact);
    expect(trial).toMatch(
      /mémoire de wordpress +384 Mo \(écrit dans le fichier\)/,
    );
    expect(trial).toMatch(
      /détruites avec la pile .* \(écrit dans le fichier\)/,
    );
  });

  it("tells where the databases of each kind are, and what their own server takes", () => {
    const input = {
      name: "le-phare",
      displayName: "Le Phare",
      contact: "bureau@le-phare.example",
      domain: "le-phare.example",
      server: "commun-1",
      apps: [
        { app: "wordpress", at: "www" },
        { app: "mobilizon", at: "agenda" },
      ],
    };
    const problems = new ProblemList("le-phare.ts");
    const { platform } = model;
    const found = resolveBeneficiary(input, "le-phare", platform, problems);
    if (!found) throw new Error(JSON.stringify(problems.all));
    const beneficiaries = [...model.beneficiaries, found];
    const explanation = explainBeneficiary({ ...model, beneficiaries }, found);
    const lines = beneficiaryLines(explanation, messagesFor("fr")).join("\n");
    for (const fact of [
      /mémoire de PostgreSQL +384 Mo \(taille small\)/,
      /bases de données +sur le service MySQL de la plateforme \(par défaut\)/,
      /bases de données +sur son propre serveur PostgreSQL, à côté de ses applications\n/,
      /base de données de mobilizon +le_phare_mobilizon/,
      /à sauvegarder de mobilizon +uploads, base de données/,
    ])
      expect(lines).toMatch(fact);
    expect(lines).not.toMatch(/mémoire de MariaDB/);
    // It has no mailbox, so nothing is signed.
    expect(lines).not.toMatch(/DKIM/);
  });

  it("tells the platform's servers and the room on them", () => {
    const { platform } = model;
    if (!platform) throw new Error("no platform in stacks/");
    const lines = platformLines(
      "prod",
      platform,
      explainServers(model),
      messagesFor("en"),
    );
    expect(lines.join("\n")).toMatch(
      /MySQL service +soltic-001\.eu\.clouddb\.ovh\.net:35001/,
    );
    expect(lines.join("\n")).toMatch(/\d+ MB are left of the 3232 MB/);
    expect(lines.join("\n")).toMatch(/\(soltic-001\)/);
    expect(lines.join("\n")).toMatch(/Object Storage region +GRA/);
    expect(lines.join("\n")).toMatch(/at most 200 recipients in 2 min, unless/);
    expect(lines.join("\n")).toMatch(
      /backups +a bucket for each association, append-only, versions kept 90 days; the backup of each night is not made yet \(default\)\n/,
    );
    expect(lines.join("\n")).toMatch(/power +2 processors, 4000 MB/);
    expect(lines.join("\n")).toMatch(
      /machine +commun-1, Debian 12 \(default\)\n/,
    );
    expect(lines.join("\n")).toMatch(/restart +at 04:00 UTC when/);
  });

  it("tells in words all that it tells as JSON", () => {
    if (!model.platform) throw new Error("no platform in stacks/");
    const platform = { ...model.platform, sftpFrom: ["0.0.0.0/0"] };
    const rich = resolved(RICH, platform);
    const explanation = explainBeneficiary(
      {
        platform,
        beneficiaries: [rich],
        claims: [],
        problems: [],
        overflows: [],
      },
      rich,
    );
    const lines = beneficiaryLines(explanation, messagesFor("en")).join("\n");
    const missing = leavesOf(explanation).filter(
      ([path, value]) =>
        !OTHERWISE.some((pattern) => pattern.test(path)) &&
        !lines.includes(String(value)),
    );
    expect(missing).toEqual([]);
    for (const fact of [
      /bureau@la-ruche\.example to contact@la-ruche\.example and m@else\.example/,
      /contact@la-ruche\.example, from 2026-08-01\S+, until 2026-08-\S+, "Back soon"/,
      /another key, reader: read-only/,
      /sftp:\S+ \(the files of www\) \(one key\)/,
      /limits of wordpress +one processor, \d+ processes, log of 3 × 10 MB \(catalog\)/,
      /upload to www, at most +64 MB \(catalog\)/,
      /mailbox +contact@la-ruche\.example, 1000 MB, password no\. 3 \(written in the file\)/,
    ])
      expect(lines).toMatch(fact);
  });

  it("tells a rebuild, whom a server is reserved for, and whose keys open it", () => {
    const { platform } = model;
    if (!platform) throw new Error("no platform in stacks/");
    const [server] = explainServers(model);
    if (!server) throw new Error("no server in stacks/");
    const { rebootAt, ...silent } = server;
    expect(rebootAt).toBe("04:00");
    const rebuilt = {
      ...silent,
      machine: "commun-1-g2",
      formerMachine: "commun-1",
      dedicatedTo: "les-amis",
      apartIn: "web",
    };
    const sshKeys = { alice: "a", zoe: "z" };
    const lines = platformLines(
      "prod",
      { ...platform, sshKeys, exceptions: RICH.exceptions ?? [] },
      [rebuilt],
      messagesFor("en"),
    ).join("\n");
    for (const fact of [
      /SSH keys of +alice and zoe/,
      /Exceptions to the rules\n +\S+ +la-ruche: a test of ours/,
      /machine +commun-1-g2; commun-1 stays until everybody has moved/,
      /reserved for +les-amis/,
      /never with the group +web/,
      /restart +never by itself/,
    ])
      expect(lines).toMatch(fact);
  });
});

const RICH: BeneficiaryInput = {
  name: "la-ruche",
  displayName: "La Ruche",
  contact: "bureau@la-ruche.example",
  domain: "la-ruche.example",
  domains: ["ruche.example"],
  server: "commun-1",
  size: "medium",
  disk: gigabytes(30),
  diskClass: "high-speed",
  snapshots: { "before-move": "opened" },
  mailboxes: [{ name: "contact", size: megabytes(1000), passwordVersion: 3 }],
  redirections: { bureau: ["contact", "m@else.example"] },
  responders: {
    contact: { message: "Back soon", from: "2026-08-01", to: "2026-08-15" },
  },
  outgoingMail: { limit: 77, minutes: 7 },
  apps: [
    {
      ...{ app: "php-site", at: "www", name: "www", database: true },
      cron: {
        remind: {
          schedule: "Mon 08:05",
          command: ["php", "/var/www/html/remind.php"],
          timeoutMinutes: 17,
        },
      },
    },
    {
      ...{ app: "wordpress", at: "blog", also: ["journal.la-ruche.example"] },
      ...{
        redirectsFrom: ["news.la-ruche.example"],
        databasePasswordVersion: 4,
      },
    },
  ],
  buckets: {
    photos: {
      credentials: { reader: "read-only" },
      keepVersionsDays: 90,
      lock: { days: 30, mode: "compliance" },
      replicateTo: "SBG",
    },
  },
  webmasters: {
    marie: { keys: [`ssh-ed25519 AAAA${"C".repeat(60)}`], app: "www" },
  },
  records: [{ at: "old", type: "A", address: "203.0.113.9" }],
  exceptions: [
    { rule: RULE_IDS[0] ?? "", resource: "la-ruche", reason: "a test of ours" },
  ],
};

/** What is told in other words, or as a part of something else. */
const OTHERWISE = [
  // "written in the file", "default"
  /origins\./,
  // "kept", "visible on a second disk"; "beside its apps"; "at OVH"
  /^snapshots\.|^mysql$|databaseKind$|^mailProvider$/,
  // Numbers of keys, never whole; the user of an app's files is that app's.
  /^webmasters\.\d+\.(keys|owner)/,
  // "database", "no versions", "the mailbox keeps a copy", "kept"
  /database$|versioning$|localCopy$|^disposable$/,
  // "password no. 3", unless it is the first.
  /asswordVersion$/,
  // "Swift", else S3.
  /^(backups|buckets\.\d+)\.api$/,
  // An app's title tells which it is.
  /^apps\.\d+\.app$/,
  // A record of the zone says at what name; long ones end in an ellipsis.
  /^(records|otherZones\.\d+\.records)\./,
];

function resolved(input: BeneficiaryInput, platform: Platform): Beneficiary {
  const problems = new ProblemList(`${input.name}.ts`);
  const found = resolveBeneficiary(input, input.name, platform, problems);
  if (!found)
    throw new Error(
      problems.all
        .map((problem) => formatProblem(problem, messagesFor("en").model))
        .join("\n"),
    );
  return found;
}

/** Every text and number in some data, by its path. */
function leavesOf(value: unknown, path = ""): [string, unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) =>
    leavesOf(inner, path === "" ? name : `${path}.${name}`),
  );
}

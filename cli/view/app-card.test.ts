import { appFacts, type AppFacts } from "../../infra/model/app-facts";
import { messagesFor } from "../../messages/messages";
import { appCardLines } from "./app-card";

/** A wiki in plain files, of which each test changes what it is about. */
const WIKI: AppFacts = {
  id: "wiki",
  title: "Wiki",
  about: { fr: "des pages écrites à plusieurs", en: "pages written together" },
  source: "https://wiki.example/docker",
  image: "wiki/wiki:4.5.6",
  mail: "relay",
  supportedVersions: ["3", "4"],
  upgrades: "free",
  triedInSandbox: true,
  written: '{ app: "wiki", at: "wiki" }',
  beside: {},
  database: "none",
  extensions: [],
  keepsDatabasePassword: false,
  memory: { usual: 256, least: 128 },
  disk: 1,
  directories: { pages: { folder: "/srv/<name>/wiki/pages", editable: true } },
  backup: { directories: ["pages"], database: false },
  uploads: 64,
  adminName: "epicier",
  updatedBy: "epicier",
  jobs: {},
  cron: {},
  takesCron: false,
};

const french = (changes: Partial<AppFacts>, notes: readonly string[] = []) =>
  appCardLines({ ...WIKI, ...changes }, notes, messagesFor("fr"), "fr");
const english = (changes: Partial<AppFacts>, notes: readonly string[] = []) =>
  appCardLines({ ...WIKI, ...changes }, notes, messagesFor("en"), "en");

describe("the card of an app", () => {
  it("says all about it, with the notes of its folder at the end", () => {
    expect(french({}, ["- Personne ne s'y inscrit."])).toEqual([
      "Wiki (wiki)",
      "des pages écrites à plusieurs",
      "essayée dans le bac à sable",
      "",
      "Dans le fichier de l'association",
      '  dans apps  { app: "wiki", at: "wiki" }',
      "",
      "Version",
      "  image                    wiki/wiki:4.5.6",
      "  mises à jour             par l'épicier : une nouvelle version dans apps-catalog/ est une nouvelle version de l'application",
      "  versions suivies         3 et 4",
      "  d'une version à l'autre  de n'importe laquelle à une plus récente, jamais en arrière",
      "",
      "Ce qu'il lui faut",
      "  base de données  aucune",
      "  mémoire          256 Mo d'habitude, 128 Mo au moins",
      "  disque           1 Go au moins, sur celui de l'association",
      "",
      "Données",
      "  dossier pages  /srv/<name>/wiki/pages, ouvert aux webmasters",
      "  à sauvegarder  le dossier pages",
      "",
      "À l'usage",
      "  compte de l'épicier      epicier",
      "  mails                    partent de la boîte de l'association, sans rien régler",
      "  fichier envoyé, au plus  64 Mo",
      "",
      "D'où viennent ces faits",
      "  documentation  https://wiki.example/docker",
      "",
      "À savoir",
      "- Personne ne s'y inscrit.",
    ]);
  });

  it("says the same in English, without notes where there are none", () => {
    expect(english({ triedInSandbox: false, directories: {} })).toEqual([
      "Wiki (wiki)",
      "pages written together",
      "not yet run in the sandbox",
      "",
      "In the association's file",
      '  in apps  { app: "wiki", at: "wiki" }',
      "",
      "Version",
      "  image                    wiki/wiki:4.5.6",
      "  updates                  by the épicier: a new version in apps-catalog/ is a new version of the app",
      "  supported versions       3 and 4",
      "  from version to version  from any to a later one, never back",
      "",
      "What it needs",
      "  database  none",
      "  memory    256 MB usually, 128 MB at least",
      "  disk      1 GB at least, on the association's",
      "",
      "Data",
      "  to back up  the folder pages",
      "",
      "In use",
      "  épicier's account       epicier",
      "  mail                    leaves from the association's mailbox, with nothing to set",
      "  uploaded file, at most  64 MB",
      "",
      "Where these facts come from",
      "  documentation  https://wiki.example/docker",
    ]);
  });
});

/** What differs, and the lines that say so in each language. */
const KINDS: readonly (readonly [
  kind: string,
  changes: Partial<AppFacts>,
  fr: readonly string[],
  en: readonly string[],
])[] = [
  [
    "one that was not tried in the sandbox",
    { triedInSandbox: false },
    ["pas encore essayée dans le bac à sable"],
    ["not yet run in the sandbox"],
  ],
  [
    "one whose code is an archive",
    {
      image: "php:8.4.1",
      release: {
        ...{ version: "4.5.6", url: "https://wiki.example/4.5.6.zip" },
        ...{ sha256: "0".repeat(64), source: "https://package.example" },
        path: "/app",
      },
    },
    [
      "archive du code 4.5.6, https://wiki.example/4.5.6.zip",
      "empreinte publiée par https://package.example",
      "image php:8.4.1",
    ],
    [
      "archive of its code 4.5.6, https://wiki.example/4.5.6.zip",
      "hash published by https://package.example",
      "image php:8.4.1",
    ],
  ],
  [
    "one that updates itself",
    { updatedBy: "itself" },
    [
      "mises à jour dans l'application, par son administration ; une nouvelle image ne change que ce qui la fait tourner",
      "d'une version à l'autre l'application s'en occupe ; son image peut revenir en arrière",
    ],
    [
      "updates in the app, from its administration; a new image changes only what it runs on",
      "from version to version the app sees to it; its image may go back",
    ],
  ],
  [
    "one that must not skip a major version",
    { upgrades: "one-major" },
    [
      "d'une version à l'autre une version majeure à la fois, jamais en arrière",
    ],
    ["from version to version one major version at a time, never back"],
  ],
  [
    "one with a database, whose password it keeps",
    {
      ...{ database: "mysql", keepsDatabasePassword: true },
      backup: { directories: ["data", "custom"], database: true },
    },
    [
      "base de données MySQL",
      "son mot de passe ne se change pas (databasePasswordVersion) : l'application le garde dans ses propres réglages",
      "à sauvegarder une copie de la base de données et les dossiers data et custom",
    ],
    [
      "database MySQL",
      "its password cannot be changed (databasePasswordVersion): the app keeps it in settings of its own",
      "to back up a copy of the database and the folders data and custom",
    ],
  ],
  [
    "one with PostgreSQL",
    { database: "postgresql", extensions: ["postgis", "unaccent"] },
    [
      "base de données PostgreSQL, sur un serveur que l'association reçoit pour cela (avec postgis et unaccent)",
      "son mot de passe se change par databasePasswordVersion",
    ],
    [
      "database PostgreSQL, on a server that the association gets for it (with postgis and unaccent)",
      "its password is changed by databasePasswordVersion",
    ],
  ],
  [
    "one that is the association's own code",
    { database: "mysql-on-request", takesCron: true, adminName: null },
    [
      "tâches celles que l'on demande (cron), en plus",
      "base de données MySQL, si on la demande : database: true",
      "compte de l'épicier aucun",
    ],
    [
      "jobs those that one asks for (cron), too",
      "database MySQL, when asked for: database: true",
      "épicier's account none",
    ],
  ],
  [
    "one that completes another and keeps nothing",
    {
      ...{ joins: "nextcloud", mail: "none", disk: 0, directories: {} },
      backup: { directories: [], database: false },
    },
    [
      "complète l'application nextcloud de la même association",
      "disque rien sur celui de l'association",
      "à sauvegarder rien",
      "mails n'en envoie jamais",
    ],
    [
      "completes the app nextcloud of the same association",
      "disk nothing on the association's",
      "to back up nothing",
      "mail never sends any",
    ],
  ],
  [
    "one that must be quiet to be copied",
    {
      backup: {
        ...{ directories: ["data"], database: false, sqlite: ["data/db"] },
        quiet: { on: { command: ["on"] }, off: { command: ["off"] } },
        afterRestore: { command: ["check"] },
      },
    },
    [
      "bases SQLite data/db : SQLite en fait lui-même la copie",
      "pendant la copie une commande de l'application l'y prépare, une autre y met fin",
      "après un retour une commande de l'application, une fois ses données remises",
    ],
    [
      "SQLite databases data/db: SQLite itself copies what is there",
      "during the copy a command of the app prepares it, another one ends that",
      "after a restore a command of the app, once its data is back",
    ],
  ],
  [
    "one with containers, commands and jobs",
    {
      beside: { redis: "redis:8.2.1" },
      jobs: { prepare: { when: "before" }, migrate: { when: "after" } },
      cron: { nightly: { schedule: "03:15", timeoutMinutes: 30 } },
      mail: "mailbox",
    },
    [
      "image de redis redis:8.2.1",
      "mails partent des boîtes de chacun",
      "commande prepare à chaque nouvelle version, avant qu'elle ne serve",
      "commande migrate à chaque nouvelle version, une fois qu'elle sert",
      "tâche nightly heure systemd 03:15 (UTC), arrêtée après 30 min",
    ],
    [
      "image of redis redis:8.2.1",
      "mail leaves from each one's mailbox",
      "command prepare with each new version, before it serves",
      "command migrate with each new version, once it serves",
      "job nightly systemd's time 03:15 (UTC), stopped after 30 min",
    ],
  ],
];

describe.each(KINDS)("the card of %s", (_, changes, fr, en) => {
  const flat = (lines: readonly string[]) =>
    lines.map((line) => line.trim().replaceAll(/ {2,}/g, " "));

  it("says so in French", () => {
    expect(flat(french(changes))).toEqual(expect.arrayContaining([...fr]));
  });

  it("says so in English", () => {
    expect(flat(english(changes))).toEqual(expect.arrayContaining([...en]));
  });
});

it.each(appFacts())("has its figures on the card of $id", (app) => {
  const lines = appCardLines(app, [], messagesFor("en"), "en").join("\n");
  for (const fact of [
    ...[app.title, app.about.en, app.written, app.image, app.source],
    ...[`${app.memory.usual} MB`, `${app.memory.least} MB`, app.uploads],
    ...Object.values(app.directories).map(({ folder }) => folder),
    ...[...app.backup.directories, ...(app.backup.sqlite ?? [])],
    ...[...app.supportedVersions, ...app.extensions],
    ...Object.values(app.cron).map(({ schedule }) => schedule),
    ...Object.keys({ ...app.jobs, ...app.cron }),
    ...[app.release?.version ?? "", app.joins ?? "", app.adminName ?? "none"],
  ])
    expect(lines).toContain(String(fact));
  expect(lines.split("\n")[2]).toBe(
    app.triedInSandbox ? "run in the sandbox" : "not yet run in the sandbox",
  );
});

import { enumerate } from "../format";
import { modelMail } from "./model-mail";
import { catalog } from "./model-catalog";
import { outgoingMail } from "./model-outgoing-mail";
import { modelAccess } from "./model-access";
import { modelBuckets } from "./model-buckets";
import { modelFiles } from "./model-files";
import { modelDomain } from "./model-domain";
import { modelSnapshots } from "./model-snapshots";
import { modelServers } from "./model-servers";
import { modelWeb } from "./model-web";
import { modelDatabases } from "./model-databases";
import { modelProject } from "./model-project";
import { webmasters } from "./model-webmasters";

const meant = (close: readonly string[]): string =>
  close.length > 0 ? `Vouliez-vous dire ${enumerate(close, "ou")} ? ` : "";

/** The facts of a server that has no room left; memory in megabytes. */
export interface ServerFull {
  readonly server: string;
  readonly usable: number;
  readonly free: number;
  readonly needed: number;
  /** Servers with enough room, the one with the most first. */
  readonly elsewhere: readonly {
    readonly server: string;
    readonly free: number;
  }[];
}

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
  received: (value: string) => `reçu : ${value}`,
  fileDoesNotLoad: (reason: string) => ({
    what: `le fichier ne se charge pas : ${reason}`,
    remedy: "Corrigez-le, ou reprenez un fichier voisin comme modèle.",
  }),
  noDefaultExport: (factory: string) => ({
    what: "le fichier ne déclare rien",
    remedy: `Il doit contenir « export default ${factory}({ … }) ».`,
  }),
  platformMissing: () => ({
    what: "la plateforme n'est pas déclarée",
    remedy:
      "Créez stacks/prod.ts avec « export default definePlatform({ … }) ».",
  }),
  unknownStack: (known: readonly string[]) => ({
    what: "cette pile n'existe pas",
    remedy: `Piles connues : ${enumerate(known, "et")}.`,
  }),
  missing: () => ({
    what: "il manque une valeur",
    remedy: "Ajoutez ce champ.",
  }),
  unknownField: (known: readonly string[], close: readonly string[]) => ({
    what: "champ inconnu",
    remedy: `${meant(close)}Retirez-le, ou choisissez parmi : ${enumerate(known, "et")}.`,
  }),
  wrongType: (
    expected: "text" | "number" | "boolean" | "list" | "object",
    unit?: string,
  ) => ({
    what: "ce n'est pas le bon type de valeur",
    remedy: `Il faut ${{ text: "un texte entre guillemets", number: unit ? `un nombre et son unité, comme ${unit}(20), sans guillemets` : "un nombre, sans guillemets", boolean: "true ou false", list: "une liste [ … ]", object: "un objet { … }" }[expected]}.`,
  }),
  emptyText: () => ({
    what: "le texte est vide",
    remedy: "Écrivez ce que les gens liront.",
  }),
  invalidDisplayName: () => ({
    what: "ce n'est pas un nom que l'on peut lire",
    remedy:
      "Écrivez le nom que les gens lisent, sur une seule ligne de 100 signes au plus.",
  }),
  invalidName: () => ({
    what: "ce nom n'est pas permis",
    remedy:
      "Minuscules sans accent, chiffres et tirets, de 2 à 30 caractères, en commençant par une lettre.",
  }),
  serversOwnName: () => ({
    what: "chaque serveur a déjà quelque chose de ce nom",
    remedy:
      "Choisissez-en un autre pour la pile et pour son fichier, par exemple avec un mot de plus.",
  }),
  nameIsNotFile: (file: string) => ({
    what: "le nom n'est pas celui du fichier",
    remedy: `Écrivez name: "${file}", ou renommez le fichier (avant la première mise en ligne seulement).`,
  }),
  invalidDomain: () => ({
    what: "ce n'est pas un nom de domaine",
    remedy:
      "En minuscules, sans accent (ou sous sa forme xn--), sans « http:// » ni « www. », par exemple : les-amis.example.",
  }),
  domainUsedTwice: (other: string) => ({
    what: `ce domaine est déjà celui de ${other}`,
    remedy:
      "Un domaine n'appartient qu'à une seule association : changez l'un des deux.",
  }),
  invalidEmail: () => ({
    what: "ce n'est pas une adresse électronique",
    remedy: "Sans accent, par exemple : bureau@les-amis.example.",
  }),
  invalidMailbox: () => ({
    what: "ce nom de boîte aux lettres n'est pas permis",
    remedy:
      "Seulement la partie avant le @ : minuscules sans accent, chiffres, points, tirets.",
  }),
  duplicateMailbox: () => ({
    what: "cette boîte aux lettres est écrite deux fois",
    remedy: "Gardez-en une.",
  }),
  domainNeeded: () => ({
    what: "il faut un domaine pour cela",
    remedy: 'Ajoutez domain: "…" (le domaine de l\'association).',
  }),
  unknownServer: (known: readonly string[]) => ({
    what: "ce serveur n'existe pas sur la plateforme",
    remedy: `Choisissez parmi : ${enumerate(known, "et")}.`,
  }),
  serverToChoose: (known: readonly string[]) => ({
    what: "il faut dire sur quel serveur",
    remedy: `Ajoutez server: "…", parmi : ${enumerate(known, "et")}.`,
  }),
  unknownApp: (known: readonly string[], close: readonly string[]) => ({
    what: "cette application n'est pas au catalogue",
    remedy: `${meant(close)}Choisissez parmi : ${enumerate(known, "et")}.`,
  }),
  duplicateAppName: () => ({
    what: "deux applications portent le même nom",
    remedy: 'Donnez un nom à l\'une des deux, par exemple name: "blog".',
  }),
  hostUsedTwice: (host: string, other: string) => ({
    what: `l'adresse ${host} est déjà prise par ${other}`,
    remedy: "Donnez-en une autre à l'une des deux.",
  }),
  technicalNameTwice: (name: string, other: string) => ({
    what: `« ${name} » serait aussi le nom technique de quelque chose de ${other}`,
    remedy:
      "Donnez un autre nom (name) à l'application de celle des deux qui n'est pas encore en ligne, ou placez cette association sur un autre serveur avec un MySQL à elle (mysql: \"own\").",
  }),
  invalidSubdomain: () => ({
    what: "ce n'est pas une adresse possible sous le domaine",
    remedy: 'Par exemple "www", "cloud", ou "@" pour le domaine lui-même.',
  }),
  notEnoughMemory: (least: number) => ({
    what: "c'est trop peu de mémoire pour cette application",
    remedy: `Il lui faut au moins megabytes(${String(least)}).`,
  }),
  tooMuchMemory: (server: string, most: number) => ({
    what: `le serveur ${server} n'a pas tant de mémoire`,
    remedy: `Au plus megabytes(${String(most)}).`,
  }),
  wholeNumber: (least: number, most: number) => ({
    what: "ce nombre n'est pas permis",
    remedy: `Un nombre entier de ${String(least)} à ${String(most)}.`,
  }),
  diskOfSizeTooSmall: (size: string, disk: number, least: number) => ({
    what: `le disque de la taille ${size} (${String(disk)} Go) est trop petit pour ses applications`,
    remedy: `Choisissez une taille plus grande (size: "…"), ou écrivez disk: gigabytes(${String(least)}) ou plus.`,
  }),
  diskTooSmall: (least: number) => ({
    what: "le disque est trop petit pour ses applications",
    remedy: `Il faut au moins gigabytes(${String(least)}).`,
  }),
  serverFull: ({ server, usable, free, needed, elsewhere }: ServerFull) => ({
    what: `il n'y a plus assez de mémoire sur le serveur ${server} : il lui faut ${String(needed)} Mo, il en reste ${String(free)} sur ${String(usable)}`,
    remedy:
      elsewhere.length > 0
        ? `Il y a de la place sur ${enumerate(
            elsewhere.map((room) => `${room.server} (${String(room.free)} Mo)`),
            "et",
          )} : changez server: "…" de la dernière venue.`
        : "Il n'y en a pas assez ailleurs : ajoutez un serveur dans stacks/prod.ts (ou un modèle plus grand : flavor), ou diminuez une taille.",
  }),
  serverDiskFull: (
    server: string,
    most: number,
    elsewhere: readonly string[],
  ) => ({
    what: `le disque du serveur ${server} ne suffit plus : il a de la place pour ${String(most)} images d'applications différentes, et il en faudrait davantage`,
    remedy:
      elsewhere.length > 0
        ? `Il y a de la place sur ${enumerate(elsewhere, "et")} : changez server: "…".`
        : "Il n'y en a pas assez ailleurs : choisissez des applications que d'autres ont déjà sur ce serveur, ou ajoutez un serveur dans stacks/prod.ts (ou un modèle plus grand : flavor).",
  }),
  databaseNotOptional: (app: string, has: boolean) => ({
    what: has
      ? `${app} a toujours une base de données`
      : `${app} n'utilise pas de base de données`,
    remedy: "Retirez database.",
  }),
  invalidCidr: () => ({
    what: "ce n'est pas un réseau",
    remedy: 'Par exemple "203.0.113.7/32" pour une seule adresse.',
  }),
  sshToWorld: () => ({
    what: "SSH serait ouvert au monde entier",
    remedy:
      'Donnez les adresses des épiciers et du serveur de déploiement, par exemple "203.0.113.7/32".',
  }),
  unknownChoice: (known: readonly string[]) => ({
    what: "cette valeur n'existe pas",
    remedy: `Choisissez parmi : ${enumerate(known, "et")}.`,
  }),
  noServer: () => ({
    what: "la plateforme n'a aucun serveur",
    remedy: 'Déclarez-en un : "commun-1": { flavor: "d2-4" }.',
  }),
  emptyReason: () => ({
    what: "une exception a besoin d'une raison",
    remedy:
      "Dites en quelques mots pourquoi, pour qui relira ce fichier dans un an.",
  }),
  emptyResource: () => ({
    what: "il manque le nom de la ressource",
    remedy: "C'est celui que donne le refus, par exemple les-amis-wordpress.",
  }),
  machineMissing: (machine: string) => ({
    what: `la plateforme (pile prod) n'a pas encore la machine ${machine}`,
    remedy:
      "Mettez d'abord la plateforme en ligne : npm run epicerie -- up prod (en production : pulumi up -s prod).",
  }),
  invalidSetting: () => ({
    what: "ce réglage n'est pas valable",
    remedy: "Voir sa description dans Pulumi.yaml.",
  }),
  otherAuthority: (directories: readonly string[]) => ({
    what: "aucun certificat ne serait délivré : les enregistrements CAA des sites ne permettent que Let's Encrypt",
    remedy: `Choisissez parmi : ${enumerate(directories, "et")}.`,
  }),
  ...modelDatabases,
  ...modelProject,
};

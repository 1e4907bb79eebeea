import { enumerate } from "../format";

/** What is wrong with those who change files by SFTP. */
export const webmasters = {
  sftpClosed: () => ({
    what: "la plateforme n'ouvre pas l'accès aux fichiers (SFTP)",
    remedy:
      'Ajoutez sftpFrom dans stacks/prod.ts : ["0.0.0.0/0"] pour que l\'on puisse venir de partout, ou les adresses des associations.',
  }),
  accountTooLong: (most: number) => ({
    what: "cet identifiant est trop long",
    remedy: `Au plus ${String(most)} caractères : prenez un prénom, ou des initiales.`,
  }),
  webmasterKeyMissing: () => ({
    what: "il manque la clé SSH de cette personne",
    remedy:
      "Demandez-lui le contenu de son fichier id_ed25519.pub (jamais celui sans .pub).",
  }),
  invalidWebmasterKey: () => ({
    what: "ce n'est pas une clé SSH publique",
    remedy:
      "Une seule ligne qui commence par ssh-ed25519 AAAA…, celle du fichier id_ed25519.pub (jamais celui sans .pub).",
  }),
  noEditableApp: () => ({
    what: "aucune application de cette association n'a de fichiers à modifier",
    remedy:
      "Ajoutez un site (php-site, static-site, wordpress), ou retirez cet accès.",
  }),
  appToChoose: (names: readonly string[]) => ({
    what: "il faut dire de quelle application sont les fichiers",
    remedy: `Ajoutez app: "…", parmi : ${enumerate(names, "et")}.`,
  }),
};

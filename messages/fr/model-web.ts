import { enumerate } from "../format";

/** What is wrong with the names under which apps answer. */
export const modelWeb = {
  domainWrittenTwice: () => ({
    what: "ce domaine est écrit deux fois",
    remedy: "Gardez-le une seule fois, dans domain ou dans domains.",
  }),
  hostOfNoDomain: (known: readonly string[]) => ({
    what: "ce nom n'est dans aucun domaine de l'association",
    remedy: `Choisissez un nom de ${enumerate(known, "ou")}, ou ajoutez son domaine, s'il est chez OVH : domains: ["…"].`,
  }),
};

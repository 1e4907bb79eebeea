import { enumerate } from "../format";

/** What is wrong with the names under which apps answer. */
export const modelWeb = {
  domainWrittenTwice: () => ({
    what: "ce domaine est écrit deux fois",
    remedy: "Gardez-le une seule fois, dans domain ou dans domains.",
  }),
  domainInLabel: (whole: string, label: string) => ({
    what: `le nom serait ${whole}`,
    remedy: `Écrivez-le sans le domaine : "${label}".`,
  }),
  otherDomainInLabel: (whole: string, host: string) => ({
    what: `le nom serait ${whole}`,
    remedy: `Ici, un nom du premier domaine, comme "www" ; celui d'un autre domaine s'écrit en entier dans also : ["${host}"].`,
  }),
  hostOfNoDomain: (known: readonly string[]) => ({
    what: "ce nom n'est dans aucun domaine de l'association",
    remedy: `Choisissez un nom de ${enumerate(known, "ou")}, ou ajoutez son domaine, s'il est chez OVH : domains: ["…"].`,
  }),
};

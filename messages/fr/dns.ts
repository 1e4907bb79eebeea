const beside = (type: string, name: string, target: string): string =>
  `Un enregistrement ${type} que la pile ne connaît pas (${target}) se trouve à côté des siens à ${name}`;

/** Whether the records of a stack are known to the name servers of their zones, and what stands beside them. */
export const dns = {
  published: (sites: number) =>
    `Les serveurs de noms connaissent tous les enregistrements de la pile, et aucun autre ne les gêne.${sites > 0 ? " Tous ses sites répondent." : ""}`,
  republished: () => "La zone est publiée de nouveau : il ne manque plus rien.",
  unpublished: (type: string, name: string, target: string, servers: string) =>
    `L'enregistrement ${type} de ${name} (${target}) n'est pas publié : ${servers} ne le connaît pas.`,
  remedy: (command: string, refresh: string) =>
    `OVH l'a bien reçu, mais la zone n'a pas été publiée. Pour la publier de nouveau : ${command}. Si quelqu'un a changé la zone dans l'espace client : ${refresh}, puis up.`,
  foreign: {
    visits: (type: string, name: string, target: string) =>
      `${beside(type, name, target)} : une partie des visites va ailleurs.`,
    ipv6: (type: string, name: string, target: string) =>
      `${beside(type, name, target)} : les visites en IPv6 vont ailleurs, toutes ou en partie.`,
    messages: (type: string, name: string, target: string) =>
      `${beside(type, name, target)} : une partie des messages va ailleurs.`,
    spf: (type: string, name: string, target: string) =>
      `${beside(type, name, target)} : avec deux SPF aucun ne compte, et des messages de l'association sont refusés.`,
    dmarc: (type: string, name: string, target: string) =>
      `${beside(type, name, target)} : avec deux DMARC aucun ne compte, et rien n'arrête les faux messages.`,
  },
  foreignRemedy: (file: string, command: string) =>
    `À retirer dans l'espace client OVH (Web Cloud › Noms de domaine › Zone DNS) ; ce qui est voulu s'écrit alors dans ${file} (records, ou mail pour le courrier). Si l'espace client ne le montre pas, la zone est à publier de nouveau : ${command}`,
  reverse: (address: string, name: string, known: string) =>
    `L'adresse ${address} devrait porter le nom ${name} (elle porte : ${known || "aucun"}). À régler une fois dans l'espace client OVH (Network › Adresses IP publiques › … › Modifier le reverse), ou par l'API : POST /ip/${address}/reverse.`,
  notAsked: (reason: string, command: string) =>
    `Les serveurs de noms n'ont pas pu être interrogés (${reason}). Réessayez plus tard : ${command}`,
};

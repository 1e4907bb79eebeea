/** Whether the records of a stack are known to the name servers of their zones. */
export const dns = {
  published: () =>
    "Les serveurs de noms connaissent tous les enregistrements de la pile.",
  republished: () => "La zone est publiée de nouveau : il ne manque plus rien.",
  unpublished: (type: string, name: string, target: string, servers: string) =>
    `L'enregistrement ${type} de ${name} (${target}) n'est pas publié : ${servers} ne le connaît pas.`,
  remedy: (command: string) =>
    `OVH l'a bien reçu, mais la zone n'a pas été publiée. Pour la publier de nouveau : ${command}`,
  reverse: (address: string, name: string, known: string) =>
    `L'adresse ${address} devrait porter le nom ${name} (elle porte : ${known || "aucun"}). À régler une fois dans l'espace client OVH (Network › Adresses IP publiques › … › Modifier le reverse), ou par l'API : POST /ip/${address}/reverse.`,
  notAsked: (reason: string, command: string) =>
    `Les serveurs de noms n'ont pas pu être interrogés (${reason}). Réessayez plus tard : ${command}`,
};

/** What is wrong with a server, its keys, or where somebody is placed. */
export const modelServers = {
  invalidTime: () => ({
    what: "ce n'est pas une heure",
    remedy:
      'Écrivez par exemple "04:00" (heure du serveur, UTC), ou "never" pour ne jamais redémarrer tout seul.',
  }),
  invalidImageId: () => ({
    what: "ce n'est pas l'identifiant d'une image",
    remedy:
      "Il s'affiche par « openstack image list », dans la région de la plateforme : cinq groupes de chiffres et de lettres de a à f.",
  }),
  invalidGenerations: () => ({
    what: "ce ne sont pas des générations possibles",
    remedy:
      "Écrivez [1] ; pour reconstruire [1, 2], puis, quand tout le monde a déménagé, [2].",
  }),
  machineNameTaken: (machine: string) => ({
    what: `la nouvelle machine s'appellerait ${machine}, comme un autre serveur`,
    remedy: "Passez à la génération suivante.",
  }),
  invalidSshKey: () => ({
    what: "ce n'est pas une clé SSH publique",
    remedy:
      "C'est la ligne du fichier qui finit par .pub, par exemple « ssh-ed25519 AAAA… alice ». Ne donnez jamais l'autre fichier, qui est la clé privée.",
  }),
  noOpenServer: () => ({
    what: "tous les serveurs de la plateforme sont réservés à d'autres",
    remedy:
      "Déclarez un serveur partagé dans stacks/prod.ts, ou dedicatedTo avec le nom de cette association.",
  }),
  serverDedicated: (owner: string) => ({
    what: `ce serveur est réservé à ${owner}`,
    remedy: `Choisissez un autre serveur, ou changez dedicatedTo dans stacks/prod.ts.`,
  }),
};

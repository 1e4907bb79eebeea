/** What is wrong in what somebody wrote about databases, and what to do about it. */
export const modelDatabases = {
  mysqlServiceMissing: () => ({
    what: "la plateforme n'a pas de service MySQL à partager",
    remedy:
      'Écrivez mysql: "own" pour un serveur MariaDB à elle, ou déclarez mysql: { … } dans stacks/prod.ts.',
  }),
  mysqlAddressMissing: () => ({
    what: "le service MySQL de la plateforme est commandé, mais on ne sait pas encore où il répond",
    remedy:
      "Après « up prod », recopiez service, host et port à côté de la commande dans stacks/prod.ts : npm run epicerie -- outputs prod les donne.",
  }),
  invalidMysqlPlan: () => ({
    what: "ce n'est pas le code d'une offre de base de données d'OVH",
    remedy: 'Par exemple "private-sql-512-instance".',
  }),
  noDatabase: (app: string) => ({
    what: `${app} n'a pas de base de données ici`,
    remedy: "Retirez databasePasswordVersion.",
  }),
  passwordKept: (app: string) => ({
    what: `${app} garde ce mot de passe dans ses propres réglages : avec un autre, il ne trouverait plus ses données`,
    remedy:
      "Retirez databasePasswordVersion : le mot de passe de cette application ne se change pas encore d'ici.",
  }),
  reservedAppName: () => ({
    what: "ce nom est celui du serveur de base de données de l'association",
    remedy: 'Choisissez-en un autre, par exemple name: "blog".',
  }),
};

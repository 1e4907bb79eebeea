import type { modelDatabases as fr } from "../fr/model-databases";

/** What is wrong in what somebody wrote about databases, and what to do about it. */
export const modelDatabases = {
  mysqlServiceMissing: () => ({
    what: "the platform has no MySQL service to share",
    remedy:
      'Write mysql: "own" for a MariaDB server of its own, or declare mysql: { … } in stacks/prod.ts.',
  }),
  mysqlAddressMissing: () => ({
    what: "the platform's MySQL service is ordered, but where it answers is not known yet",
    remedy:
      'After "up prod", copy service, host and port beside the order in stacks/prod.ts: npm run epicerie -- outputs prod tells them.',
  }),
  invalidMysqlPlan: () => ({
    what: "this is not the code of a database plan of OVH",
    remedy: 'For example "private-sql-512-instance".',
  }),
  noDatabase: (app) => ({
    what: `${app} has no database here`,
    remedy: "Remove databasePasswordVersion.",
  }),
  passwordKept: (app: string) => ({
    what: `${app} keeps this password in settings of its own: with another it would not find its data any more`,
    remedy:
      "Remove databasePasswordVersion: the password of this app cannot be changed from here yet.",
  }),
  reservedAppName: () => ({
    what: "this is the name of the association's database server",
    remedy: 'Choose another, for example name: "blog".',
  }),
} satisfies typeof fr;

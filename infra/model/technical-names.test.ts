import { databaseName } from "./names";
import type { Problem } from "./problems";
import { checkTechnicalNames, type Namesake } from "./technical-names";
import { said as saidOf } from "./testing";
import { megabytes } from "./units";

type Mysql = Namesake["beneficiary"]["mysql"];

/** A beneficiary with one app, which has a database. */
function namesake(
  name: string,
  app: string,
  server = "commun-1",
  mysql: Mysql = "shared",
): Namesake {
  const apps = [
    {
      name: app,
      databaseKind: "mysql",
      databaseName: databaseName(name, app),
    },
  ];
  return {
    file: `stacks/${name}.ts`,
    beneficiary: {
      name,
      apps: apps as unknown as Namesake["beneficiary"]["apps"],
      server: { name: server },
      mysql,
      databaseServers:
        mysql === "own" ? [{ kind: "mysql", memory: megabytes(1) }] : [],
    },
  };
}

function said(...namesakes: Namesake[]): string[] {
  const problems: Problem[] = [];
  checkTechnicalNames(namesakes, problems);
  return saidOf(problems);
}

const REMEDY =
  'Give the app of whichever is not online yet another name ("name"), or place that association on another server with a MySQL of its own (mysql: "own").';
const both = (name: string, one: string, other: string): string[] => [
  `stacks/${one}.ts: apps: "${name}" would be the technical name of something of stacks/${other}.ts too. ${REMEDY}`,
  `stacks/${other}.ts: apps: "${name}" would be the technical name of something of stacks/${one}.ts too. ${REMEDY}`,
];

describe("two beneficiaries whose names begin alike", () => {
  it.each<[string, Namesake, Namesake, string[]]>([
    [
      "may not have one service and one database",
      namesake("les", "amis-x"),
      namesake("les-amis", "x"),
      [
        ...both("les-amis-x", "les", "les-amis"),
        ...both("les_amis_x", "les", "les-amis"),
      ],
    ],
    [
      "may not have one database on the shared MySQL service from two servers",
      namesake("les", "amis-x"),
      namesake("les-amis", "x", "commun-2"),
      both("les_amis_x", "les", "les-amis"),
    ],
    [
      "may have databases of one name on servers of their own",
      namesake("les", "amis-x", "commun-1", "own"),
      namesake("les-amis", "x", "commun-2", "own"),
      [],
    ],
    [
      "may not have an app that is the other's database server",
      namesake("les", "amis-mysql"),
      namesake("les-amis", "x", "commun-1", "own"),
      both("les-amis-mysql", "les", "les-amis"),
    ],
    [
      "may not have the network of the other's database server",
      namesake("les", "x", "commun-1", "own"),
      namesake("les-mysql", "y"),
      both("les-mysql", "les", "les-mysql"),
    ],
    [
      "may have apps of one name",
      namesake("les", "x"),
      namesake("les-amis", "x"),
      [],
    ],
  ])("%s", (_rule, one, other, expected) => {
    expect(said(one, other)).toEqual(expected);
  });
});

import * as ovh from "@ovhcloud/pulumi-ovh";
import type * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { DatabaseServer } from "./database-server";
import { remoteScript } from "./remote-script";

/** Where a MySQL service at OVH Web Cloud answers. */
export interface MysqlAddress {
  /** e.g. `ab12345-001` */
  readonly service: string;
  /** e.g. `ab12345-001.eu.clouddb.ovh.net` */
  readonly host: string;
  /** e.g. `35001` */
  readonly port: number;
}

export interface DatabaseArgs {
  /** What it is a part of: the MySQL service at OVH Web Cloud, or the beneficiary's own server. */
  readonly on: MysqlAddress | DatabaseServer;
  /** Name of the database and of its user: letters, digits, underscores, at most 32. */
  readonly databaseName: string;
  /**
   * Extensions that it has on a PostgreSQL server, where only the administrator may add them.
   * @default none
   */
  readonly extensions?: readonly string[];
  /**
   * A higher one gives the user another password; its rights and the data stay.
   * @default 1
   */
  readonly passwordVersion?: number;
  /** True if the data may be destroyed. */
  readonly disposable: boolean;
}

/**
 * A logical database with its own user and a random password. On a MySQL service at OVH: `PrivateDatabaseDb`,
 * `PrivateDatabaseUser` and their grant. On the beneficiary's own server, MariaDB or PostgreSQL: one remote script, which
 * removes the database only when it is disposable.
 */
export class Database extends pulumi.ComponentResource {
  /** What holds the data: the database at OVH, or what makes it on the beneficiary's own server. */
  readonly database: pulumi.CustomResource;
  /** The name by which it is reached. */
  readonly host: string;
  /** Where its server listens. */
  readonly port: number;
  /** The network from which it can be reached; undefined where any address on the service's list can. */
  readonly network?: docker.Network;
  /** Name of the database and of its user. */
  readonly databaseName: string;
  /**
   * Secret. What uses it comes after this component (`dependsOn`), that is after the user may use the database. The value itself
   * does not depend on the user: the user is deleted before it is made anew, and with it, whatever such a value made, such as an
   * app's secret, which is still in use then.
   */
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: DatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Database", name, {}, opts);
    const { on, databaseName } = args;
    const password = createPassword(name, args, this);
    this.database =
      on instanceof DatabaseServer
        ? makeOnServer(name, on, args, password, this)
        : createAtOvh(name, on.service, args, password, this);
    this.host = on.host;
    this.port = on.port;
    if (on instanceof DatabaseServer) this.network = on.network;
    this.databaseName = databaseName;
    this.password = password;
    this.registerOutputs({ databaseName });
  }
}

/** OVH asks for 8 to 30 letters and digits with a capital, a small letter and a digit. */
function createPassword(
  name: string,
  { passwordVersion = 1 }: DatabaseArgs,
  parent: Database,
): pulumi.Output<string> {
  const rules = {
    length: 24,
    special: false,
    minLower: 1,
    minUpper: 1,
    minNumeric: 1,
  };
  // The first version says nothing, as passwords made before there were versions.
  const keepers =
    passwordVersion === 1
      ? {}
      : { keepers: { version: String(passwordVersion) } };
  return new random.RandomPassword(name, { ...rules, ...keepers }, { parent })
    .result;
}

function createAtOvh(
  name: string,
  serviceName: string,
  { databaseName, disposable }: DatabaseArgs,
  password: pulumi.Output<string>,
  parent: Database,
): ovh.hosting.PrivateDatabaseDb {
  const database = new ovh.hosting.PrivateDatabaseDb(
    name,
    { serviceName, databaseName },
    { parent, protect: !disposable },
  );
  const user = new ovh.hosting.PrivateDatabaseUser(
    name,
    { serviceName, userName: databaseName, password },
    // The name is taken until the old one is gone.
    { parent, deleteBeforeReplace: true },
  );
  new ovh.hosting.PrivateDatabaseUserGrant(
    name,
    {
      serviceName,
      // The user's output, not the text: OVH forgets a user's rights with the user, so that another password, which replaces
      // the user, must replace this as well.
      userName: user.userName,
      databaseName: database.databaseName,
      // With less, an app could not make its tables (OVH's "rw" reads and writes rows, no more).
      grant: "admin",
    },
    { parent, deleteBeforeReplace: true },
  );
  return database;
}

function makeOnServer(
  name: string,
  { server, serviceName, engine }: DatabaseServer,
  { databaseName, disposable, extensions = [] }: DatabaseArgs,
  password: pulumi.Output<string>,
  parent: Database,
): pulumi.CustomResource {
  return remoteScript(
    `${name}-database`,
    {
      server,
      script: engine.scripts.make,
      ...(disposable ? { onDelete: engine.scripts.drop } : {}),
      movesAlong: true,
      parameters: {
        SERVICE: serviceName,
        DATABASE: databaseName,
        PASSWORD: password,
        ...(extensions.length > 0 ? { EXTENSIONS: extensions.join(" ") } : {}),
      },
    },
    // Nothing may replace the script, since the old one would then drop the database: states made with a trigger keep it.
    { parent, protect: !disposable, ignoreChanges: ["triggers"] },
  );
}

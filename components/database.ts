import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface DatabaseArgs {
  /** The MySQL service at OVH Web Cloud, e.g. `ab12345-001`. */
  readonly service: string;
  /** Where it answers. */
  readonly host: string;
  readonly port: number;
  /** Name of the database and of its user: letters, digits, underscores, at most 32. */
  readonly databaseName: string;
  /** True if the data may be destroyed. */
  readonly disposable: boolean;
}

/** A logical MySQL database with its own user: `PrivateDatabaseDb`, `PrivateDatabaseUser` (random password) and their grant. */
export class Database extends pulumi.ComponentResource {
  readonly host: string;
  readonly port: number;
  /** Name of the database and of its user. */
  readonly databaseName: string;
  /** Secret. Settles once the user may use the database. */
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: DatabaseArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Database", name, {}, opts);
    const { service: serviceName, databaseName, disposable } = args;
    const database = new ovh.hosting.PrivateDatabaseDb(
      name,
      { serviceName, databaseName },
      { parent: this, protect: !disposable },
    );
    const password = createPassword(name, this);
    const user = new ovh.hosting.PrivateDatabaseUser(
      name,
      { serviceName, userName: databaseName, password: password.result },
      // The name is taken until the old one is gone.
      { parent: this, deleteBeforeReplace: true },
    );
    const grant = new ovh.hosting.PrivateDatabaseUserGrant(
      name,
      {
        serviceName,
        userName: user.userName,
        databaseName: database.databaseName,
        grant: "admin",
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.host = args.host;
    this.port = args.port;
    this.databaseName = databaseName;
    this.password = pulumi
      .all([password.result, grant.id])
      .apply(([text]) => text);
    this.registerOutputs({ databaseName });
  }
}

/** OVH asks for 8 to 30 characters with a capital, a small letter and a digit. */
function createPassword(name: string, parent: Database): random.RandomPassword {
  const rules = {
    length: 24,
    special: false,
    minLower: 1,
    minUpper: 1,
    minNumeric: 1,
  };
  return new random.RandomPassword(name, rules, { parent });
}

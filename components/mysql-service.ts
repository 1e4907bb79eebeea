import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { IMPORTED } from "./imported";

export interface MysqlServiceArgs {
  /** The name that the OVH console shows. */
  readonly displayName: string;
  /** OVH's plan code, e.g. `private-sql-512-instance`. */
  readonly plan: string;
  /** e.g. `mariadb_11.4` */
  readonly engine: string;
  /** e.g. `gra3` */
  readonly datacenter: string;
}

/**
 * A MySQL service ordered at OVH Web Cloud: a `PrivateDatabase`, paid each month. Destroying it would terminate it with all its
 * databases: it is protected, and stays at OVH even when it leaves the state.
 * An order is not idempotent: when the process dies while OVH prepares the service, look in the console before the next `up`,
 * which would order another one.
 *
 * `new MysqlService("mysql", { displayName: "Sol&TIC", plan: "private-sql-512-instance", engine: "mariadb_11.4", datacenter: "gra3" })`
 */
export class MysqlService extends pulumi.ComponentResource {
  /** The service that is ordered. */
  readonly privateDatabase: ovh.hosting.PrivateDatabase;
  /** What databases and lists of addresses are made on; settles once OVH has prepared it, within half an hour. */
  readonly service: pulumi.Output<string>;
  /** e.g. `ab12345-001.eu.clouddb.ovh.net` */
  readonly host: pulumi.Output<string>;
  /** e.g. `35001` */
  readonly port: pulumi.Output<number>;

  constructor(
    name: string,
    args: MysqlServiceArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:MysqlService", name, {}, opts);
    this.privateDatabase = new ovh.hosting.PrivateDatabase(
      name,
      {
        displayName: args.displayName,
        ovhSubsidiary: "FR",
        // The month, in the form of https://registry.terraform.io/providers/ovh/ovh/latest/docs/resources/hosting_privatedatabase
        plan: {
          duration: "P1M",
          planCode: args.plan,
          pricingMode: "default",
          configurations: [
            { label: "dc", value: args.datacenter },
            { label: "engine", value: args.engine },
          ],
        },
      },
      {
        parent: this,
        aliases: [IMPORTED],
        protect: true,
        retainOnDelete: true,
        // OVH never tells a plan back: after an import, what the program says here would replace the service, that is end it.
        ignoreChanges: ["plan", "ovhSubsidiary"],
      },
    );
    this.service = this.privateDatabase.serviceName;
    this.host = this.privateDatabase.hostname;
    this.port = this.privateDatabase.port;
    this.registerOutputs({});
  }
}

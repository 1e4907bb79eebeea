import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { IMPORTED } from "./imported";
import type { TechnicalPurpose } from "../infra/model/project";

export interface OvhProjectArgs {
  /**
   * The id of the project.
   * @default that of the one that is ordered
   */
  readonly id?: string;
  /**
   * Orders it under this name of the OVH console, paid until somebody ends it there.
   * @default none: the project of `id` is there
   */
  readonly order?: { readonly description: string };
  /** Regions to activate besides those that OVH activates by itself. */
  readonly regions: readonly string[];
  /** OpenStack users by name, stable for ever, each with what it is for. */
  readonly technicalUsers: readonly {
    readonly name: string;
    readonly purposes: readonly TechnicalPurpose[];
  }[];
  /**
   * Who is written to when a month costs more than so much, in the currency of the account.
   * @default nobody
   */
  readonly spendingAlert?: { readonly email: string; readonly monthly: number };
}

/** What a program needs to sign in to OpenStack, in the words of its clients. Secret. */
export type OpenstackCredentials = pulumi.Output<Record<string, string>>;

/**
 * The fewest roles for each purpose; what each allows: `GET /cloud/project/{serviceName}/role`, and help.ovhcloud.com,
 * "Managing OpenStack users". Key pairs and server groups belong to compute, security groups to network security.
 */
const ROLES: Readonly<Record<TechnicalPurpose, readonly string[]>> = {
  deploy: [
    "compute_operator",
    "network_operator",
    "network_security_operator",
    "volume_operator",
  ],
  supervise: ["infrastructure_supervisor"],
  storage: ["objectstore_operator"],
};

/** The least often that OVH offers short of a week: one letter every three days while the month is over its limit. */
const ALERT_EVERY = 259_200;

/**
 * A Public Cloud project: the `Project` itself where it is ordered, a `ProjectRegion` per region to activate, a `User` per
 * technical user, an `Alerting` on what a month costs. Buckets bring users and policies of their own (`Bucket`).
 *
 * Destroying an ordered project would terminate it with all that is in it: it is protected, also at OVH, and stays there even
 * when it leaves the state. An order is not idempotent: when the process dies while OVH prepares the project, look in the
 * console before the next `up`, which would order another one.
 */
export class OvhProject extends pulumi.ComponentResource {
  /** The project that is ordered; undefined for one that is there. */
  readonly project?: ovh.cloudproject.Project;
  /** Of an ordered project it settles once OVH has prepared it, within half an hour. */
  readonly id: pulumi.Output<string>;
  /** By the user's name; secret. */
  readonly credentials: Readonly<Record<string, OpenstackCredentials>>;

  constructor(
    name: string,
    args: OvhProjectArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:OvhProject", name, {}, opts);
    if (args.order) this.project = orderProject(name, args.order, this);
    this.id = projectId(args, this.project);
    for (const region of args.regions)
      new ovh.cloudproject.ProjectRegion(
        `${name}-${region}`,
        { serviceName: this.id, region },
        { parent: this },
      );
    this.credentials = Object.fromEntries(
      args.technicalUsers.map((user) => [
        user.name,
        createUser(`${name}-${user.name}`, user, this),
      ]),
    );
    if (args.spendingAlert)
      new ovh.cloudproject.Alerting(
        `${name}-spending`,
        {
          serviceName: this.id,
          email: args.spendingAlert.email,
          monthlyThreshold: args.spendingAlert.monthly,
          delay: ALERT_EVERY,
        },
        { parent: this },
      );
    this.registerOutputs({ id: this.id });
  }
}

function projectId(
  { id }: OvhProjectArgs,
  ordered: ovh.cloudproject.Project | undefined,
): pulumi.Output<string> {
  if (ordered) return ordered.projectId;
  if (id === undefined) throw new Error("a project has an id or is ordered");
  return pulumi.output(id);
}

function orderProject(
  name: string,
  { description }: { readonly description: string },
  parent: OvhProject,
): ovh.cloudproject.Project {
  return new ovh.cloudproject.Project(
    name,
    {
      description,
      deletionProtection: true,
      ovhSubsidiary: "FR",
      // Billed by the month, in the form of https://registry.terraform.io/providers/ovh/ovh/latest/docs/resources/cloud_project
      plan: {
        duration: "P1M",
        planCode: "project.2018",
        pricingMode: "default",
      },
    },
    {
      parent,
      aliases: [IMPORTED],
      protect: true,
      retainOnDelete: true,
      // OVH never tells a plan back: after an import, what the program says here would replace the project, that is end it.
      ignoreChanges: ["plan", "ovhSubsidiary"],
    },
  );
}

function createUser(
  name: string,
  { name: description, purposes }: OvhProjectArgs["technicalUsers"][number],
  parent: OvhProject,
): OpenstackCredentials {
  const user = new ovh.cloudproject.User(
    name,
    {
      serviceName: parent.id,
      description,
      roleNames: purposes.flatMap((purpose) => ROLES[purpose]),
    },
    { parent },
  );
  return pulumi.secret(
    pulumi
      .all([user.openstackRc, user.password])
      .apply(([signIn, password]): Record<string, string> => {
        return { ...signIn, OS_PASSWORD: password };
      }),
  );
}

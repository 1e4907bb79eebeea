import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { EpicierRole, OvhResource } from "../infra/model/access";

export interface EpicierAccessArgs {
  /** The end of the login: `xx1111-ovh/<login>`. */
  readonly login: string;
  /** Where OVH writes to them. */
  readonly email: string;
  /** A group whose role is `NONE`: another one's members may see everything, whatever the policies say. */
  readonly group: ovh.me.IdentityGroup;
  /** What they see, and change if their role lets them. */
  readonly resources: readonly OvhResource[];
  /** Whether they only see, or change too. */
  readonly role: EpicierRole;
}

/** Groups of permissions that OVH keeps. Source: github.com/ovh/docs, "Liste des groupes de permissions d'OVHcloud". */
const SIGN_IN = "urn:v1:eu:permissionsGroup:ovh:controlPanelAccess";
const READ = "urn:v1:eu:permissionsGroup:ovh:globalReadOnly";

/**
 * What a manager changes, by type. Mailboxes are made and opened, never deleted: they hold data. The names are the
 * `iamActions` of https://eu.api.ovh.com/v1/domain.json and …/v1/email/domain.json.
 */
const CHANGES: Readonly<Record<OvhResource["type"], readonly string[]>> = {
  publicCloudProject: [],
  webCloudDatabases: [],
  dnsZone: [
    "dnsZone:apiovh:record/create",
    "dnsZone:apiovh:record/edit",
    "dnsZone:apiovh:record/delete",
    "dnsZone:apiovh:refresh",
  ],
  emailDomain: [
    "emailDomain:apiovh:account/create",
    "emailDomain:apiovh:account/edit",
    "emailDomain:apiovh:account/changePassword",
    "emailDomain:apiovh:redirection/create",
    "emailDomain:apiovh:redirection/delete",
  ],
};

/**
 * An épicier at OVH: a login, and rights on the services listed and on no other: `RandomPassword`, `IdentityUser`, a `Policy`
 * to sign in, one to see, and for a manager one to change.
 *
 * `new EpicierAccess("alice", { login: "alice", email, group, role: "reader", resources: [{ type: "dnsZone", id: "les-amis.example" }] })`
 */
export class EpicierAccess extends pulumi.ComponentResource {
  /** Their login at OVH. */
  readonly user: ovh.me.IdentityUser;
  /** `xx1111-ovh/alice`: what the console asks for. */
  readonly login: pulumi.Output<string>;
  /** Secret. The first one: OVH's provider never sends another, and the épicier changes it in the console. */
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: EpicierAccessArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:EpicierAccess", name, {}, opts);
    const { login, email, group, resources, role } = args;
    const password = new random.RandomPassword(
      name,
      { length: 24, minLower: 2, minUpper: 2, minNumeric: 2, minSpecial: 2 },
      { parent: this },
    );
    this.password = password.result;
    this.user = new ovh.me.IdentityUser(
      name,
      { login, email, group: group.name, password: this.password },
      { parent: this },
    );
    this.login = this.user.UserURN.apply(identityName);
    const urns = resources.map(resourceUrn);
    createPolicy(`${name}-sign-in`, this, {
      resources: [this.user.UserURN.apply(accountUrn)],
      permissionsGroups: [SIGN_IN],
    });
    if (urns.length > 0)
      createPolicy(`${name}-see`, this, {
        resources: urns,
        permissionsGroups: [READ],
      });
    const allows = role === "manager" ? actionsOn(resources) : [];
    if (allows.length > 0)
      createPolicy(`${name}-change`, this, { resources: urns, allows });
    this.registerOutputs({ login: this.login });
  }
}

function createPolicy(
  name: string,
  parent: EpicierAccess,
  rights: Pick<
    ovh.iam.PolicyArgs,
    "resources" | "allows" | "permissionsGroups"
  >,
): void {
  new ovh.iam.Policy(
    name,
    { name, identities: [parent.user.UserURN], ...rights },
    { parent },
  );
}

/** Source: help.ovhcloud.com, "How to use IAM policies using the OVHcloud API", Resources. */
function resourceUrn({ type, id }: OvhResource): string {
  return `urn:v1:eu:resource:${type}:${id}`;
}

function actionsOn(resources: readonly OvhResource[]): string[] {
  return [...new Set(resources.flatMap(({ type }) => CHANGES[type]))];
}

/** `urn:v1:eu:identity:user:xx1111-ovh/alice` → `xx1111-ovh/alice` */
function identityName(urn: string): string {
  return urn.slice(urn.lastIndexOf(":") + 1);
}

/** The account that a login belongs to, as a resource. */
function accountUrn(urn: string): string {
  const [account = ""] = identityName(urn).split("/");
  return `urn:v1:eu:resource:account:${account}`;
}

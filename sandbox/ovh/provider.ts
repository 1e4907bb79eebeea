import type { SandboxContext } from "../context";
import { type ResourceHandler, ResourceProvider } from "../resource-provider";
import { bucketLifecycles } from "./bucket-lifecycle";
import { cloudProjects } from "./cloud-project-service";
import { cloudUsers } from "./cloud-user";
import { domainNames } from "./domain-name";
import { domainZones } from "./domain-zone";
import { withFaults } from "./faults";
import { iamPolicies } from "./iam-policy";
import { identityGroups, identityUsers } from "./identities";
import { instanceSnapshots } from "./instance-snapshot";
import { privateDatabaseAllowlists } from "./private-database-allowlist";
import { privateDatabases } from "./private-database-service";
import { privateDatabaseDbs } from "./private-database-db";
import { privateDatabaseUsers } from "./private-database-user";
import { privateDatabaseUserGrants } from "./private-database-user-grant";
import { projectAlertings } from "./project-alerting";
import { projectRegions } from "./project-region";
import { s3Credentials } from "./s3-credential";
import { s3Policies } from "./s3-policy";
import { storages } from "./storage";
import { volumeSnapshots } from "./volume-snapshot";
import { zoneRecords } from "./zone-record";

/** The version of the real plugin whose behaviour is followed. */
const VERSION = "2.19.1";

const RESOURCES: readonly ((ctx: SandboxContext) => ResourceHandler)[] = [
  bucketLifecycles,
  cloudProjects,
  cloudUsers,
  domainNames,
  domainZones,
  privateDatabases,
  iamPolicies,
  identityGroups,
  identityUsers,
  instanceSnapshots,
  privateDatabaseAllowlists,
  privateDatabaseDbs,
  privateDatabaseUserGrants,
  privateDatabaseUsers,
  projectAlertings,
  projectRegions,
  s3Credentials,
  s3Policies,
  storages,
  volumeSnapshots,
  zoneRecords,
];

/** OVH's web hosting and Object Storage, acting on the real services of a sandbox. */
export function ovhProvider(ctx: SandboxContext): ResourceProvider {
  const handlers = RESOURCES.map((of) => withFaults(ctx, of(ctx)));
  return new ResourceProvider("ovh", VERSION, handlers);
}

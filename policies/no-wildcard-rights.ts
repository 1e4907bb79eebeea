import { type Breach, type Rule, UNKNOWN } from "./rule";
import { listOf, shown, valueAt } from "./values";

/** Nobody is given "everything": rights name their actions and what they act on. */
export const noWildcardRights: Rule = {
  id: "no-wildcard-rights",
  check({ type, inputs }) {
    switch (type) {
      case "ovh:CloudProject/s3Policy:S3Policy":
        return inputs.policy === UNKNOWN ? [] : s3Breaches(inputs.policy);
      case "ovh:Iam/policy:Policy":
      case "ovh:Iam/permissionsGroup:PermissionsGroup":
      case "ovh:Iam/resourceGroup:ResourceGroup":
        return [
          ...wildcards([inputs.allows, inputs.resources], hasWildcard),
          ...wildcards([inputs.permissionsGroups], isUnlimitedGroup),
        ];
      case "ovh:Me/identityGroup:IdentityGroup":
        return wildcards([inputs.role], isUnlimitedRole);
      case "ovh:Me/identityUser:IdentityUser":
        // OVH's own groups, where a login is put that names none: their roles let in whatever the policies say.
        return wildcards([inputs.group ?? "DEFAULT"], isUnlimitedLogin);
      default:
        return [];
    }
  },
};

function s3Breaches(policy: unknown): readonly Breach[] {
  const statements = statementsOf(policy);
  if (statements === undefined) return [(texts) => texts.policyNotReadable()];
  return statements
    .filter((statement) => valueAt(statement, "Effect") !== "Deny")
    .flatMap((statement) => {
      const at = (key: string): unknown => valueAt(statement, key);
      // All but a few is a wildcard too.
      const inverted = ["NotAction", "NotResource"].filter(
        (key) => at(key) !== undefined,
      );
      return [
        ...wildcards([at("Action")], hasWildcard),
        ...wildcards([at("Resource")], spansBuckets),
        ...wildcards([inverted], () => true),
      ];
    });
}

function statementsOf(policy: unknown): unknown[] | undefined {
  try {
    return listOf(valueAt(JSON.parse(shown(policy)), "Statement"));
  } catch {
    return undefined;
  }
}

function wildcards(
  lists: readonly unknown[],
  isWild: (text: string) => boolean,
): Breach[] {
  return lists
    .flatMap(listOf)
    .map(shown)
    .filter(isWild)
    .map((text) => (texts) => texts.wildcard(text));
}

/** OVH's own groups of permissions that allow `*`. Source: github.com/ovh/docs, "Liste des groupes de permissions d'OVHcloud". */
const isUnlimitedGroup = (urn: string): boolean =>
  /^urn:v1:\w+:permissionsGroup:ovh:(globalAdmin|globalReadWrite)$/.test(urn);

const isUnlimitedRole = (role: string): boolean =>
  role === "ADMIN" || role === "REGULAR";

const isUnlimitedLogin = (group: string): boolean =>
  group === "DEFAULT" || group === "ADMIN";

const hasWildcard = (text: string): boolean => /[*?]/.test(text);

/** `arn:aws:s3:::a-bucket/*` names all objects of one bucket, which can be said in no other way. */
const spansBuckets = (text: string): boolean =>
  hasWildcard(text) && !/^arn:aws:s3:::[^*?/]+\//.test(text);

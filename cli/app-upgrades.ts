import type { Model } from "../infra/model/model";
import { refusedUpgrades, runningPart } from "../infra/model/upgrades";
import type { Context } from "./context";
import { Refusal } from "./refusal";
import { storedResources } from "./stored-state";

/** What of a resource is read here. */
interface StoredResource {
  readonly type: string;
  readonly inputs?: {
    readonly name?: unknown;
    readonly taskSpec?: {
      readonly containerSpec?: {
        readonly image?: unknown;
        readonly mounts?: readonly { readonly source?: unknown }[];
      };
    };
  };
}

/** Refuses a version that the app's upgrade rule does not allow after the one that runs, before anything is planned. */
export async function requireUpgrades(
  context: Context,
  stack: string,
  { beneficiaries }: Pick<Model, "beneficiaries">,
): Promise<void> {
  const beneficiary = beneficiaries.find(({ name }) => name === stack);
  if (!beneficiary) return;
  const running = await runningVersions(context, stack);
  const refused = refusedUpgrades(beneficiary, running);
  if (refused.length === 0) return;
  throw new Refusal(({ cli }) =>
    refused.map(({ app, from, to, oneMajor, supported }) =>
      cli.upgradeRefused(app, from, to, oneMajor, supported.join(", ")),
    ),
  );
}

/** Images, or releases mounted into them, by the names of the services that a stack's state holds. */
async function runningVersions(
  context: Context,
  stack: string,
): Promise<Map<string, string>> {
  const resources = await storedResources<StoredResource>(context, stack);
  const versions = new Map<string, string>();
  for (const { type, inputs } of resources) {
    const { image, mounts = [] } = inputs?.taskSpec?.containerSpec ?? {};
    if (type !== "docker:index/service:Service") continue;
    if (typeof inputs?.name === "string" && typeof image === "string")
      versions.set(
        inputs.name,
        runningPart(
          image,
          mounts.map(({ source }) => String(source)),
        ),
      );
  }
  return versions;
}

import type { Model } from "../infra/model/load";
import { refusedUpgrades } from "../infra/model/upgrades";
import type { Context } from "./context";
import { openBackend } from "./project";
import { Refusal } from "./refusal";
import { projectName } from "./settings";

/** What of a state is read here. */
interface StoredState {
  readonly checkpoint?: {
    readonly latest?: {
      readonly resources?: readonly {
        readonly type: string;
        readonly inputs?: {
          readonly name?: unknown;
          readonly taskSpec?: {
            readonly containerSpec?: { readonly image?: unknown };
          };
        };
      }[];
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
  const running = await runningImages(context, stack);
  const refused = refusedUpgrades(beneficiary, running);
  if (refused.length === 0) return;
  throw new Refusal(({ cli }) =>
    refused.map(({ app, from, to, oneMajor, supported }) =>
      cli.upgradeRefused(app, from, to, oneMajor, supported.join(", ")),
    ),
  );
}

/** Images by the names of the services that a stack's state holds. */
async function runningImages(
  context: Context,
  stack: string,
): Promise<Map<string, string>> {
  const project = projectName(context.root);
  const text = await openBackend(context).read(project, stack);
  const state = JSON.parse(text ?? "{}") as StoredState;
  const images = new Map<string, string>();
  for (const { type, inputs } of state.checkpoint?.latest?.resources ?? []) {
    const image = inputs?.taskSpec?.containerSpec?.image;
    if (type !== "docker:index/service:Service") continue;
    if (typeof inputs?.name === "string" && typeof image === "string")
      images.set(inputs.name, image);
  }
  return images;
}

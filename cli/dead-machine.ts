import { isIPv4 } from "node:net";
import { relink, type ResourceState } from "../engine/state";
import { providerUrn } from "../engine/urn";
import { PLATFORM } from "../infra/model/model";
import type { Context } from "./context";
import { Refusal } from "./refusal";
import { storedResources } from "./stored-state";
import { nameOf } from "./view/planned-step";

const INSTANCE = "openstack:compute/instance:Instance";
const COMMAND = "command:remote:Command";
const ENGINE = "pulumi:providers:docker";

/**
 * The public address of a machine of the platform, by its state; of one that is no longer there, the address itself may be
 * given. Refuses a name that it does not have.
 */
export async function addressOf(
  context: Context,
  machine: string,
): Promise<string> {
  if (isIPv4(machine)) return machine;
  const resources = await storedResources<ResourceState>(context, PLATFORM);
  const machines = resources.filter(({ type }) => type === INSTANCE);
  const found = machines.find(({ urn }) => nameOf(urn) === machine);
  const address = found?.outputs?.accessIpV4;
  if (typeof address === "string" && address !== "") return address;
  const names = machines.map(({ urn }) => nameOf(urn));
  throw new Refusal(({ cli, words }) => [
    cli.unknownMachine(machine, words.list(names)),
  ]);
}

/**
 * What a stack would undo on a machine before it leaves it: what lives in its Docker engine, and scripts that run on deletion
 * where they ran (`components/remote-script.ts` has their host among their triggers). Nothing of it is data; volumes are not in it.
 */
export function heldOn(
  resources: readonly ResourceState[],
  address: string,
): ResourceState[] {
  const engines = resources
    .filter(
      ({ type, inputs }) =>
        type === ENGINE && String(inputs?.host).endsWith(`@${address}`),
    )
    .map(({ urn }) => urn);
  return resources.filter(({ urn, type, inputs, provider }) => {
    if (type === COMMAND)
      return (
        inputs?.delete !== undefined &&
        Array.isArray(inputs.triggers) &&
        inputs.triggers.includes(address)
      );
    return engines.includes(provider ? providerUrn(provider) : urn);
  });
}

/** The others, which then refer to none of what was dropped. */
export function without(
  resources: readonly ResourceState[],
  dropped: readonly ResourceState[],
): ResourceState[] {
  const left = resources.filter((one) => !dropped.includes(one));
  const urns = new Set(left.map(({ urn }) => urn));
  for (const one of left)
    relink(one, (urn) => (urns.has(urn) ? urn : undefined));
  return left;
}

import { plain } from "../engine/values";
import type { Json, ResourceProvider } from "./resource-provider";

// The official interface types every value `any`; tests speak to it through these.

/** What a check makes of the inputs; fails with the first refusal. */
export async function checked(
  provider: ResourceProvider,
  urn: string,
  inputs: Json,
): Promise<Json> {
  const result = await provider.check(urn, undefined, inputs);
  const [refusal] = result.failures ?? [];
  if (refusal) throw new Error(`${refusal.property}: ${refusal.reason}`);
  return result.inputs as Json;
}

/** Checks and creates a resource; the engine gives a provider no mark of a secret. */
export async function create(
  provider: ResourceProvider,
  urn: string,
  inputs: Json,
): Promise<{ id: string; outs: Json }> {
  const news = plain(await checked(provider, urn, inputs)) as Json;
  return (await provider.create(urn, news)) as { id: string; outs: Json };
}

/** What a refresh finds of a resource; undefined when it is gone. */
export async function read(
  provider: ResourceProvider,
  urn: string,
  made: { id: string; outs: Json },
): Promise<Json | undefined> {
  const found = (await provider.read(made.id, urn, made.outs)) as {
    props?: Json;
  };
  return found.props;
}

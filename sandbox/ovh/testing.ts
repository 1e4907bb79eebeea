import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { ovhProvider } from "./provider";

/** A resource that a test made by the official calls, as the engine would. */
export interface TestResource {
  readonly id: string;
  readonly outs: Json;
  update(inputs: Json): Promise<Json>;
  /** The current outputs; undefined when it is gone. */
  read(): Promise<Json | undefined>;
  remove(): Promise<void>;
}

/** Checks, then creates. Throws what the provider refuses. `type` is e.g. "Domain/zoneRecord:ZoneRecord". */
export async function createResource(
  ctx: SandboxContext,
  type: string,
  inputs: Json,
  name = "test",
): Promise<TestResource> {
  const provider = ovhProvider(ctx);
  const urn = `urn:pulumi:test::epicerie::ovh:${type}::${name}`;
  const checked = async (olds: Json | undefined, news: Json): Promise<Json> => {
    const result = await provider.check(urn, olds, news);
    const [failure] = result.failures ?? [];
    if (failure !== undefined) throw new Error(failure.reason);
    return result.inputs as Json;
  };
  const first = await checked(undefined, inputs);
  const created = await provider.create(urn, first);
  const { id } = created;
  let state = created.outs as Json;
  return {
    id,
    outs: state,
    async update(news) {
      const good = await checked(first, news);
      const result = await provider.update(id, urn, state, good);
      return (state = result.outs as Json);
    },
    async read() {
      const result = await provider.read(id, urn, state);
      return result.id === "" ? undefined : (result.props as Json);
    },
    remove: () => provider.delete(id, urn, state),
  };
}

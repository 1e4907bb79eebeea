import type { Json } from "./provider";
import type { Parts } from "./run";
import { diffInputs } from "./schema";
import { type ResourceState, relink } from "./state";
import { isProviderType } from "./urn";
import { equal, isSecret, plain, plainBag, secret } from "./values";

/** Reads every managed resource and makes the state say what is there; what is gone leaves the state. */
export async function refreshAll(parts: Parts): Promise<void> {
  const gone = new Set<string>();
  await Promise.all(
    parts.journal
      .remaining()
      .map((resource) => refreshOne(parts, resource, gone)),
  );
  // Nothing in a state may refer to what is not in it.
  for (const resource of parts.journal.resources()) {
    relink(resource, (urn) => (gone.has(urn) ? undefined : urn));
  }
}

async function refreshOne(
  parts: Parts,
  old: ResourceState,
  gone: Set<string>,
): Promise<void> {
  const { host, journal, report, operations } = parts;
  if (!old.custom || old.external || old.delete || isProviderType(old.type))
    return;
  try {
    await operations.perform("read", "reading", old, async () => {
      const found = await host.read(old, old.id ?? "", old.outputs ?? {});
      if (found === undefined) {
        gone.add(old.urn);
        journal.drop(old);
        return report.step("delete", old, {}, old);
      }
      const inputs = found.inputs ?? driftedInputs(old, found.outputs);
      const { detailed } = diffInputs(
        "",
        plainBag(old.outputs ?? {}),
        plainBag(found.outputs),
      );
      const changed = Object.keys(detailed).length > 0;
      const resource = { ...old, id: found.id, inputs, outputs: found.outputs };
      report.step(
        changed ? "update" : "same",
        resource,
        changed ? { detailed } : {},
        old,
      );
      if (changed)
        Object.assign(old, {
          id: found.id,
          inputs,
          outputs: found.outputs,
          modified: new Date().toISOString(),
        });
    });
  } catch (error) {
    report.failure(old.urn, error);
  }
}

/**
 * Inputs follow the outputs of the same name that changed, so that the next preview shows the drift. What a provider once
 * filled in is then no default any more: it would be taken for the program's wish and kept. Source: `extractInputs` of
 * pulumi-terraform-bridge, pkg/tfbridge/schema.go.
 */
function driftedInputs(old: ResourceState, outputs: Json): Json {
  const inputs: Json = { ...old.inputs };
  const drifted: unknown[] = [];
  for (const key of Object.keys(inputs)) {
    const [before, after] = [plain(old.outputs?.[key]), plain(outputs[key])];
    if (before === undefined || equal(before, after)) continue;
    drifted.push(key);
    if (after === undefined || after === null) delete inputs[key];
    else inputs[key] = isSecret(inputs[key]) ? secret(after) : after;
  }
  const { __defaults: defaults } = inputs;
  if (Array.isArray(defaults))
    inputs.__defaults = defaults.filter((key) => !drifted.includes(key));
  return inputs;
}

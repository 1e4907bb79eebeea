import { randomBytes } from "node:crypto";
import type { SandboxContext } from "../context";

/** What the vendor gave the host for its API. */
export interface ApiKeys {
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly consumerKey: string;
}

/** The keys of a sandbox, made once; as long as the vendor's. */
export function apiKeys(ctx: Pick<SandboxContext, "store">): Promise<ApiKeys> {
  const make = (bytes: number) => randomBytes(bytes).toString("hex");
  return ctx.store.update<{ keys?: ApiKeys }, ApiKeys>(
    "ovh-api",
    {},
    (document) =>
      (document.keys ??= {
        applicationKey: make(8),
        applicationSecret: make(16),
        consumerKey: make(16),
      }),
  );
}

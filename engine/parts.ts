import type { ProviderHost } from "./host";
import type { Journal } from "./journal";
import type { Operations } from "./operations";
import type { Report } from "./report";

/** Settings of a stack by full key, e.g. `epicerie:region`. */
export type Config = Readonly<
  Record<string, { readonly value: string; readonly secret?: boolean }>
>;

/** What one run works with. */
export interface DeploymentParts {
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly config: Config;
  readonly journal: Journal;
  readonly host: ProviderHost;
  readonly operations: Operations;
  readonly report: Report;
}

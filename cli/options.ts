import { SIZES } from "../infra/model/presets";
import type { Messages } from "../messages/messages";

export type OptionName = keyof Messages["help"]["option"];

/**
 * How an option is written.
 * `flag`: alone. `value`: with a value. `values`: the same, and may be repeated. `maybe-value`: alone, or followed by a
 * value once all arguments are there.
 */
export interface Option {
  readonly flag: string;
  readonly kind: "flag" | "value" | "values" | "maybe-value";
  readonly choices?: readonly string[];
}

/** Every option of every command: one spelling and one meaning each. */
export const OPTIONS: Readonly<Record<OptionName, Option>> = {
  lang: { flag: "--lang", kind: "value", choices: ["fr", "en"] },
  help: { flag: "--help", kind: "flag" },
  release: { flag: "--release", kind: "flag" },
  discard: { flag: "--discard", kind: "flag" },
  republish: { flag: "--republish", kind: "flag" },
  json: { flag: "--json", kind: "flag" },
  engine: {
    flag: "--engine",
    kind: "value",
    choices: ["embedded", "pulumi"],
  },
  config: { flag: "--config", kind: "values" },
  yes: { flag: "--yes", kind: "maybe-value" },
  showSecrets: { flag: "--show-secrets", kind: "flag" },
  images: { flag: "--images", kind: "flag" },
  refresh: { flag: "--refresh", kind: "flag" },
  displayName: { flag: "--display-name", kind: "value" },
  contact: { flag: "--contact", kind: "value" },
  domain: { flag: "--domain", kind: "value" },
  app: { flag: "--app", kind: "values" },
  mailbox: { flag: "--mailbox", kind: "values" },
  size: { flag: "--size", kind: "value", choices: SIZES },
  server: { flag: "--server", kind: "value" },
};

/** Options that every command takes. */
export const GLOBAL_OPTIONS: readonly OptionName[] = ["lang", "help"];

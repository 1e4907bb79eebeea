import * as pulumi from "@pulumi/pulumi";
import { isCidr } from "./model/names";
import { type Problem, ProblemList } from "./model/problems";

/** What differs between two deployments of the same platform, from `Pulumi.<stack>.yaml`. Declared in `Pulumi.yaml`. */
export interface Settings {
  /** IPv4 network (CIDR) that the servers share among themselves. */
  readonly privateNetwork: string;
  /** ACME directory that certificates come from. */
  readonly acmeDirectory: string;
}

export const DEFAULT_SETTINGS: Settings = {
  privateNetwork: "10.42.0.0/24",
  acmeDirectory: "https://acme-v02.api.letsencrypt.org/directory",
};

/** The only place that reads Pulumi's configuration. */
export function readSettings(): {
  settings: Settings;
  problems: readonly Problem[];
} {
  const config = new pulumi.Config();
  return parseSettings((key) => config.get(key));
}

/** Checks what was configured; a key that is absent has its default. */
export function parseSettings(
  get: (key: keyof Settings) => string | undefined,
): {
  settings: Settings;
  problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const read = (
    key: keyof Settings,
    isValid: (value: string) => boolean,
  ): string => {
    const value = get(key) ?? DEFAULT_SETTINGS[key];
    if (!isValid(value))
      new ProblemList(`epicerie:${key}`, problems).add(
        (texts) => texts.invalidSetting(),
        value,
      );
    return value;
  };
  const settings = {
    privateNetwork: read("privateNetwork", isCidr),
    acmeDirectory: read(
      "acmeDirectory",
      (value) => URL.canParse(value) && value.startsWith("https://"),
    ),
  };
  return { settings, problems };
}

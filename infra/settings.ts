import * as pulumi from "@pulumi/pulumi";
import { isCidr } from "./model/names";
import { type Problem, ProblemList } from "./model/problems";

/** What differs between two deployments of the same platform, from `Pulumi.<stack>.yaml`. Declared in `Pulumi.yaml`. */
export interface Settings {
  /** IPv4 network (CIDR) that the servers share among themselves. */
  readonly privateNetwork: string;
  /** ACME directory that certificates come from: Let's Encrypt's, or its staging one. */
  readonly acmeDirectory: string;
}

/** Those of the authority that the CAA records allow (`webRecords`). Source: https://letsencrypt.org/docs/staging-environment/ */
const DIRECTORIES = [
  "https://acme-v02.api.letsencrypt.org/directory",
  "https://acme-staging-v02.api.letsencrypt.org/directory",
] as const;

export const DEFAULT_SETTINGS: Settings = {
  privateNetwork: "10.42.0.0/24",
  acmeDirectory: DIRECTORIES[0],
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
    say: Problem["say"],
  ): string => {
    const value = get(key) ?? DEFAULT_SETTINGS[key];
    if (!isValid(value))
      new ProblemList(`epicerie:${key}`, problems).add(say, value);
    return value;
  };
  const settings = {
    privateNetwork: read("privateNetwork", isCidr, (texts) =>
      texts.invalidSetting(),
    ),
    acmeDirectory: read(
      "acmeDirectory",
      (value) => DIRECTORIES.some((known) => known === value),
      (texts) => texts.otherAuthority(DIRECTORIES),
    ),
  };
  return { settings, problems };
}

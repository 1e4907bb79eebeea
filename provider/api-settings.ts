import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** Where OVH's API is, and who calls it. */
export interface ApiSettings {
  /** e.g. `https://api.eu.ovhcloud.com/1.0` */
  readonly endpoint: string;
  readonly credentials: Credentials;
  /** Certificates (PEM) trusted besides Node's own; plugins get theirs by `NODE_EXTRA_CA_CERTS`. */
  readonly ca?: string;
}

export type Credentials = ApplicationKeys | AccessToken | OAuth2Client;

export interface ApplicationKeys {
  readonly applicationKey: string;
  readonly applicationSecret: string;
  readonly consumerKey: string;
}

export interface AccessToken {
  readonly accessToken: string;
}

export interface OAuth2Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly tokenUrl: string;
}

/** A value by its name in Pulumi's settings, e.g. `applicationKey`; undefined where this source has none. */
type Source = (name: string) => string | undefined;

// Source of the addresses: github.com/ovh/go-ovh, ovh/ovh.go, `Endpoints` and `tokensURLs`.
const ENDPOINTS: Readonly<Record<string, string>> = {
  "ovh-eu": "https://api.eu.ovhcloud.com/1.0",
  "ovh-ca": "https://api.ca.ovhcloud.com/1.0",
  "ovh-us": "https://api.us.ovhcloud.com/1.0",
  "kimsufi-eu": "https://eu.api.kimsufi.com/1.0",
  "kimsufi-ca": "https://ca.api.kimsufi.com/1.0",
  "soyoustart-eu": "https://eu.api.soyoustart.com/1.0",
  "soyoustart-ca": "https://ca.api.soyoustart.com/1.0",
};
const TOKEN_URLS: Readonly<Record<string, string>> = {
  "ovh-eu": "https://auth.eu.ovhcloud.com/oauth2/token",
  "ovh-ca": "https://auth.ca.ovhcloud.com/oauth2/token",
  "ovh-us": "https://us.ovhcloud.com/auth/oauth2/token",
};
const KEYS = ["applicationKey", "applicationSecret", "consumerKey"] as const;

/**
 * The settings in the order of OVH's own plugin: Pulumi's settings, then `OVH_ENDPOINT`, `OVH_APPLICATION_KEY` … of the
 * environment, then `./ovh.conf`, `~/.ovh.conf`, `/etc/ovh.conf` (github.com/ovh/go-ovh, `ovh/configuration.go`).
 * The first that has any credentials has them all. Throws what is missing.
 */
export function findSettings(
  config: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>> = process.env,
  files: readonly string[] = [
    "ovh.conf",
    join(homedir(), ".ovh.conf"),
    "/etc/ovh.conf",
  ],
): ApiSettings {
  const sections = files.map(readIni);
  const inFiles = (section: string): Source[] =>
    sections.map((file) => (name) => file[section]?.[snake(name)]);
  const sources: Source[] = [
    (name) => textOf(config[name]),
    (name) => textOf(env[`OVH_${snake(name).toUpperCase()}`]),
  ];
  const named =
    first([...sources, ...inFiles("default")], "endpoint") ?? "ovh-eu";
  const endpoint = named.includes("/") ? named : ENDPOINTS[named];
  if (endpoint === undefined)
    throw new Error(
      `unknown OVH endpoint "${named}": give one of ${Object.keys(ENDPOINTS).join(", ")} or an address`,
    );
  const credentials = findCredentials([...sources, ...inFiles(named)], named);
  return { endpoint: endpoint.replace(/\/$/, ""), credentials };
}

function findCredentials(
  sources: readonly Source[],
  endpoint: string,
): Credentials {
  for (const source of sources) {
    const accessToken = source("accessToken");
    if (accessToken !== undefined) return { accessToken };
    const clientId = source("clientId");
    const clientSecret = source("clientSecret");
    const tokenUrl = TOKEN_URLS[endpoint];
    if (clientId !== undefined && clientSecret !== undefined && tokenUrl)
      return { clientId, clientSecret, tokenUrl };
    const [applicationKey, applicationSecret, consumerKey] = KEYS.map(source);
    if (applicationKey && applicationSecret && consumerKey)
      return { applicationKey, applicationSecret, consumerKey };
    const missing = KEYS.filter((name) => source(name) === undefined);
    if (missing.length < KEYS.length)
      throw new Error(`OVH's credentials lack ${missing.join(" and ")}`);
  }
  throw new Error(
    "no credentials for OVH's API: set OVH_APPLICATION_KEY, OVH_APPLICATION_SECRET and OVH_CONSUMER_KEY " +
      "(made at https://auth.eu.ovhcloud.com/api/createToken)",
  );
}

function first(sources: readonly Source[], name: string): string | undefined {
  for (const source of sources) {
    const value = source(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The sections of an INI file; none when there is no such file. */
function readIni(
  file: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return {};
  }
  const sections: Record<string, Record<string, string>> = {};
  let current: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, section] = /^\s*\[([^\]]+)\]/.exec(line) ?? [];
    if (section !== undefined) current = sections[section.trim()] ??= {};
    const [, key, value] = /^\s*([\w]+)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (key !== undefined && value !== undefined && value !== "")
      current[key] = value;
  }
  return sections;
}

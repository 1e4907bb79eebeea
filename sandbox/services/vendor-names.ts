import type { ZoneRecord } from "./zone-file";

/** Where the vendor's names lead inside the sandbox: IPv4 addresses on its public network. */
export interface ServiceAddresses {
  readonly mail: string;
  readonly s3: string;
  readonly swift: string;
  readonly mysql: string;
  readonly acme: string;
  readonly nameserver: string;
}

/** A zone of somebody else's that the sandbox answers for, e.g. `mail.ovh.net`. */
export interface VendorZone {
  readonly zone: string;
  readonly records: readonly ZoneRecord[];
}

/** Regions with Object Storage at OVH (https://www.ovhcloud.com/en/public-cloud/regions-availability/), as the API names them. */
export const S3_REGIONS = [
  "BHS",
  "CA-EAST-TOR",
  "DE",
  "EU-SOUTH-MIL",
  "EU-WEST-PAR",
  "GRA",
  "RBX",
  "SBG",
  "UK",
  "WAW",
] as const;

/** The names that OVH publishes as mail servers of a hosted domain, and those people put into their mail program. */
const MAIL_HOSTS = ["mx0", "mx1", "mx2", "mx3", "mx4", "smtp", "imap"];

/** The name servers of zones hosted at OVH. */
export const NAME_SERVERS = ["dns200.anycast.me", "ns200.anycast.me"] as const;

/** Regions with Swift, OVH's older Object Storage. Source: help.ovhcloud.com, "Endpoints and Object Storage geoavailability". */
export const SWIFT_REGIONS = ["GRA", "SBG", "DE", "WAW", "BHS", "UK"] as const;

/** OVH's Keystone. */
export const AUTH_HOST = "auth.cloud.ovh.net";

export const ACME_HOST = "acme-v02.api.letsencrypt.org";
/** Where Caddy tries again after a first failure, before it asks the former again. Source: github.com/caddyserver/certmagic, acmeissuer.go */
export const ACME_STAGING_HOST = "acme-staging-v02.api.letsencrypt.org";
/** The host of OVH's older mail settings. */
const OLD_MAIL_HOST = "ssl0.ovh.net";
const MAIL_ZONE = "mail.ovh.net";
/** Where the vendor publishes the keys that it signs mail with. */
export const DKIM_ZONE = `dkim.${MAIL_ZONE}`;
const S3_ZONE = "io.cloud.ovh.net";

/** The S3 endpoint's host name for a region in either case. */
export function s3Host(region: string): string {
  return `s3.${region.toLowerCase()}.${S3_ZONE}`;
}

export function s3Hosts(): string[] {
  return S3_REGIONS.map(s3Host);
}

/** Swift's host name for a region in either case. */
export function storageHost(region: string): string {
  return `storage.${region.toLowerCase()}.cloud.ovh.net`;
}

export function storageHosts(): string[] {
  return SWIFT_REGIONS.map(storageHost);
}

export function mailHosts(): string[] {
  return [...MAIL_HOSTS.map((host) => `${host}.${MAIL_ZONE}`), OLD_MAIL_HOST];
}

/** Every zone of the vendors' that the sandbox overrides. `mysqlHosts`: host names of ordered MySQL services. */
export function vendorZones(
  at: ServiceAddresses,
  mysqlHosts: readonly string[],
): VendorZone[] {
  const s3 = S3_REGIONS.flatMap((region) => {
    const name = s3Host(region).slice(0, -S3_ZONE.length - 1);
    return [record(name, "A", at.s3), record(`*.${name}`, "A", at.s3)];
  });
  return [
    { zone: S3_ZONE, records: s3 },
    ...[AUTH_HOST, ...storageHosts()].map((zone) => ({
      zone,
      records: [record("", "A", at.swift)],
    })),
    {
      zone: MAIL_ZONE,
      records: MAIL_HOSTS.map((host) => record(host, "A", at.mail)),
    },
    { zone: OLD_MAIL_HOST, records: [record("", "A", at.mail)] },
    {
      zone: "mx.ovh.com",
      records: [record("", "TXT", `v=spf1 ip4:${at.mail} ~all`)],
    },
    ...[ACME_HOST, ACME_STAGING_HOST].map((zone) => ({
      zone,
      records: [record("", "A", at.acme)],
    })),
    {
      zone: "anycast.me",
      records: NAME_SERVERS.map((name) =>
        record(name.slice(0, -".anycast.me".length), "A", at.nameserver),
      ),
    },
    ...[...new Set(mysqlHosts)].map((host) => ({
      zone: host,
      records: [record("", "A", at.mysql)],
    })),
  ];
}

function record(
  subdomain: string,
  fieldtype: string,
  target: string,
): ZoneRecord {
  return { id: 0, fieldtype, subdomain, target, ttl: 60 };
}

import { s3Host, storageHost, vendorZones } from "./vendor-names";

const AT = {
  mail: "203.0.113.3",
  s3: "203.0.113.4",
  swift: "203.0.113.30",
  mysql: "203.0.113.5",
  acme: "203.0.113.6",
  nameserver: "203.0.113.9",
};

function addresses(mysqlHosts: string[]): Map<string, string> {
  const found = new Map<string, string>();
  for (const { zone, records } of vendorZones(AT, mysqlHosts))
    for (const { subdomain, target } of records)
      found.set(subdomain === "" ? zone : `${subdomain}.${zone}`, target);
  return found;
}

describe("vendorZones", () => {
  it("leads each of the vendors' names to the service that plays it", () => {
    const found = addresses(["soltic-001.eu.clouddb.ovh.net"]);
    expect(found.get(s3Host("GRA"))).toBe(AT.s3);
    expect(found.get(`*.${s3Host("SBG")}`)).toBe(AT.s3);
    expect(found.get("auth.cloud.ovh.net")).toBe(AT.swift);
    expect(found.get(storageHost("GRA"))).toBe(AT.swift);
    for (const host of ["mx0", "mx1", "mx4", "smtp", "imap"])
      expect(found.get(`${host}.mail.ovh.net`)).toBe(AT.mail);
    expect(found.get("ssl0.ovh.net")).toBe(AT.mail);
    expect(found.get("acme-v02.api.letsencrypt.org")).toBe(AT.acme);
    expect(found.get("acme-staging-v02.api.letsencrypt.org")).toBe(AT.acme);
    expect(found.get("dns200.anycast.me")).toBe(AT.nameserver);
    expect(found.get("soltic-001.eu.clouddb.ovh.net")).toBe(AT.mysql);
  });
  it("makes one zone of a host that two services share", () => {
    const host = "shared.eu.clouddb.ovh.net";
    const zones = vendorZones(AT, [host, host]).map(({ zone }) => zone);
    expect(zones.filter((zone) => zone === host)).toEqual([host]);
  });
});

import * as pulumi from "@pulumi/pulumi";
import { type Registered, upOf } from "../components/testing";
import { createRecords, orderDomain } from "./beneficiary-records";
import type { Beneficiary } from "./model/beneficiary";
import { beneficiaryWith, platformWith } from "./model/testing";

const DOMAIN = "les-amis.example";
const address = pulumi.output("203.0.113.10");

function beneficiary(more: object): Beneficiary {
  const { model, problems } = beneficiaryWith(more, platformWith());
  if (!model) throw new Error(problems.join("\n"));
  return model;
}

/** `zone: name type target`, of each record. */
const linesOf = (all: readonly Registered[]): string[] =>
  all
    .filter(({ type }) => type === "ovh:Domain/zoneRecord:ZoneRecord")
    .map(({ inputs }) =>
      [
        `${String(inputs.zone)}:`,
        ...[inputs.subdomain, inputs.fieldtype, inputs.target],
      ].join(" "),
    );

const published = async (more: object, zone?: string): Promise<string[]> =>
  linesOf(
    await upOf(() => createRecords(beneficiary(more), DOMAIN, address, zone)),
  );

const site = { app: "static-site", at: "www" };

jest.setTimeout(30_000);

describe("the records of a beneficiary", () => {
  it("lead its websites to its server, and are beside those of its mail and those written by hand", async () => {
    const lines = await published({
      apps: [site],
      mail: "none",
      records: [{ type: "A", at: "vpn", address: "198.51.100.1" }],
    });
    expect(lines.sort()).toEqual([
      `${DOMAIN}:  A 203.0.113.10`,
      `${DOMAIN}:  MX 0 .`,
      `${DOMAIN}:  TXT "v=spf1 -all"`,
      `${DOMAIN}: _dmarc TXT "v=DMARC1; p=reject"`,
      `${DOMAIN}: vpn A 198.51.100.1`,
      `${DOMAIN}: www A 203.0.113.10`,
      `${DOMAIN}: www CAA 0 issue "letsencrypt.org"`,
    ]);
  });

  it("are the web addresses alone in the zones of its other domains", async () => {
    const lines = await published({
      apps: [{ ...site, also: ["fete.les-amis.org"] }],
      domains: ["les-amis.org"],
      mail: "none",
    });
    expect(lines.filter((line) => line.startsWith("les-amis.org"))).toEqual([
      "les-amis.org:  A 203.0.113.10",
      "les-amis.org: fete A 203.0.113.10",
      "les-amis.org: www A 203.0.113.10",
      'les-amis.org: fete CAA 0 issue "letsencrypt.org"',
      'les-amis.org: www CAA 0 issue "letsencrypt.org"',
    ]);
  });

  it("are made in the zone that is ordered, where there is one", async () => {
    const lines = await published(
      { apps: [site], domains: ["les-amis.org"] },
      "ordered.example",
    );
    const zones = new Set(lines.map((line) => line.split(":")[0]));
    expect(zones).toEqual(new Set(["les-amis.org", "ordered.example"]));
  });
});

describe("what is ordered of its domain", () => {
  const ordered = async (more: object): Promise<string[]> =>
    (await upOf(() => orderDomain(beneficiary(more), DOMAIN)))
      .map(({ type, name }) => `${type} ${name}`)
      .filter((one) => one.startsWith("ovh:"));

  it("is nothing by default", async () => {
    expect(await ordered({})).toEqual([]);
  });

  it("is what the file says", async () => {
    expect(await ordered({ domainOrder: "zone" })).toEqual([
      "ovh:Domain/zone:Zone les-amis",
    ]);
    expect(await ordered({ domainOrder: { owner: 1 } })).toEqual([
      "ovh:Domain/name:Name les-amis",
    ]);
  });
});

import type * as pulumi from "@pulumi/pulumi";
import { ZoneRecords } from "../components/zone-records";
import type { Beneficiary } from "./model/beneficiary";
import { webRecords, zoneRecords } from "./model/domain";
import { webAddresses } from "./model/web";
import type { ZoneRecord } from "./model/zone-record";

/** Every record of its zone, and the web addresses in those of its other domains. */
export function createRecords(
  beneficiary: Beneficiary,
  domain: string,
  address: pulumi.Output<string>,
): ZoneRecords[] {
  const { name, domains } = beneficiary;
  const at = (records: readonly ZoneRecord[]) =>
    records.map((record) => ({ target: address, ...record }));
  const addresses = webAddresses(beneficiary);
  return [
    new ZoneRecords(name, {
      zone: domain,
      records: at(zoneRecords(beneficiary)),
    }),
    ...domains.map((zone) => {
      const records = at(webRecords(zone, addresses));
      return new ZoneRecords(`${name}-${zone}`, { zone, records });
    }),
  ];
}

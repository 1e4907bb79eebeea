import type * as pulumi from "@pulumi/pulumi";
import { DomainOrder } from "../components/domain-order";
import { ZoneRecords } from "../components/zone-records";
import type { Beneficiary } from "./model/beneficiary";
import { otherZones, zoneRecords } from "./model/domain";
import type { ZoneRecord } from "./model/zone-record";

/** What its stack orders of its domain; undefined where that is nothing. */
export function orderDomain(
  { name, domainOrder }: Beneficiary,
  domain: string,
): DomainOrder | undefined {
  return domainOrder && new DomainOrder(name, { domain, order: domainOrder });
}

/** Every record of its zone (which, if it is ordered, must be there first), and the web addresses in those of its other domains. */
export function createRecords(
  beneficiary: Beneficiary,
  domain: string,
  address: pulumi.Output<string>,
  zone: pulumi.Input<string> = domain,
): ZoneRecords[] {
  const { name } = beneficiary;
  const at = (records: readonly ZoneRecord[]) =>
    records.map((record) => ({ target: address, ...record }));
  return [
    new ZoneRecords(name, {
      zone,
      records: at(zoneRecords(beneficiary)),
    }),
    ...otherZones(beneficiary).map(
      ({ zone, records }) =>
        new ZoneRecords(`${name}-${zone}`, { zone, records: at(records) }),
    ),
  ];
}

import type * as pulumi from "@pulumi/pulumi";
import { ZoneRecords } from "../components/zone-records";
import type { Beneficiary } from "./model/beneficiary";
import { zoneRecords } from "./model/domain";

/** Every record of its zone. */
export function createRecords(
  beneficiary: Beneficiary,
  domain: string,
  address: pulumi.Output<string>,
): ZoneRecords {
  return new ZoneRecords(beneficiary.name, {
    zone: domain,
    records: zoneRecords(beneficiary).map((record) => ({
      target: address,
      ...record,
    })),
  });
}

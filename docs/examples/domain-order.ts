import { DomainOrder } from "../../components/domain-order";
import { ZoneRecords } from "../../components/zone-records";

/** The zone of a name that is registered elsewhere, with a record that waits for it. */
export function domainOrder(): ZoneRecords {
  const { zone } = new DomainOrder("les-amis", {
    domain: "les-amis.example",
    order: "zone",
  });
  return new ZoneRecords("les-amis", {
    zone,
    records: [{ name: "a-www", at: "www", type: "A", target: "203.0.113.10" }],
  });
}

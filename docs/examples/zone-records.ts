import { ZoneRecords } from "../../components/zone-records";

/** The website of an association, its telephone, and who may issue its certificates. */
export function zoneRecords(): ZoneRecords {
  return new ZoneRecords("les-amis", {
    zone: "les-amis.example",
    records: [
      { name: "a-www", at: "www", type: "A", target: "203.0.113.10" },
      {
        name: "caa-www",
        at: "www",
        type: "CAA",
        target: '0 issue "letsencrypt.org"',
      },
      {
        name: "srv-sip",
        at: "_sip._tcp",
        type: "SRV",
        target: "10 5 5060 sip.example.org.",
        ttl: 300,
      },
    ],
  });
}

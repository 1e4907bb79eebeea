import { upOf } from "./testing";
import { ZoneRecords } from "./zone-records";

it("makes one record each, the domain itself being an empty subdomain", async () => {
  const resources = await upOf(
    () =>
      new ZoneRecords("les-amis", {
        zone: "les-amis.example",
        records: [
          { name: "a-apex", at: "@", type: "A", target: "203.0.113.10" },
          { name: "a-www", at: "www", type: "A", target: "203.0.113.10" },
        ],
      }),
  );
  const records = resources.filter(
    ({ type }) => type === "ovh:Domain/zoneRecord:ZoneRecord",
  );
  expect(
    records.map(({ name, inputs }) => [
      name,
      inputs.subdomain,
      inputs.fieldtype,
      inputs.ttl,
    ]),
  ).toEqual([
    ["les-amis-a-apex", "", "A", 3600],
    ["les-amis-a-www", "www", "A", 3600],
  ]);
});

import { previewOf, upOf } from "./testing";
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

it("lets a record have a lifetime of its own", async () => {
  const mx = {
    name: "mx",
    at: "@",
    type: "MX",
    target: "1 mx.a.example.",
  } as const;
  const resources = await previewOf(
    () =>
      new ZoneRecords("les-amis", {
        zone: "les-amis.example",
        ttl: 600,
        records: [
          { ...mx, ttl: 60 },
          { ...mx, name: "zone", ttl: 0 },
          { ...mx, name: "usual" },
        ],
      }),
  );
  const ttls = resources.flatMap(({ name, inputs }) =>
    inputs.ttl === undefined ? [] : [[name, inputs.ttl]],
  );
  expect(ttls).toEqual([
    ["les-amis-mx", 60],
    ["les-amis-usual", 600],
    ["les-amis-zone", 0],
  ]);
});

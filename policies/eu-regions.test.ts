import { objectStorageRegion } from "../infra/model/flavors";
import { euRegions } from "./eu-regions";
import { UNKNOWN } from "./rule";
import { breaches, resource } from "./testing";

const SERVER = "openstack:compute/instance:Instance";
const BUCKET = "ovh:CloudProject/storage:Storage";

describe("eu-regions", () => {
  it.each([
    ...Object.keys(objectStorageRegion),
    ...Object.values(objectStorageRegion),
    ...["gra", "EU-WEST-PAR", "EU-SOUTH-MIL", "RBX-ARCHIVE"],
  ])("accepts %s", (region) => {
    expect(breaches(euRegions, resource(SERVER, { region }))).toEqual([]);
    expect(
      breaches(euRegions, resource(BUCKET, { regionName: region })),
    ).toEqual([]);
  });

  it.each([
    "UK1",
    "BHS5",
    "SGP1",
    "US-EAST-VA-1",
    "CA-EAST-TOR",
    "GRANADA",
    "",
  ])("refuses %s", (region) => {
    expect(breaches(euRegions, resource(SERVER, { region }))).toEqual([
      `the region ${region} is not in the European Union`,
    ]);
  });

  it("looks at lists of regions, at copies of buckets and at explicit providers", () => {
    const network = resource("ovh:CloudProject/networkPrivate:NetworkPrivate", {
      regions: ["GRA11", "BHS5"],
    });
    const copied = resource(BUCKET, {
      regionName: "GRA",
      replication: {
        rules: [{ destination: { name: "copy", region: "UK" } }],
      },
    });
    const provider = resource("pulumi:providers:openstack", { region: "SGP1" });
    expect(
      [network, copied, provider].flatMap((each) => breaches(euRegions, each)),
    ).toEqual(
      ["BHS5", "UK", "SGP1"].map(
        (region) => `the region ${region} is not in the European Union`,
      ),
    );
  });

  it("waits for a region that is not known yet, and leaves others' alone", () => {
    expect(breaches(euRegions, resource(SERVER, { region: UNKNOWN }))).toEqual(
      [],
    );
    const other = resource("aws:s3/bucket:Bucket", { region: "us-east-1" });
    expect(breaches(euRegions, other)).toEqual([]);
  });
});

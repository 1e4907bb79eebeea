import { Bucket } from "./bucket";
import { namesOf, previewOf, the, upOf } from "./testing";

const args = {
  project: "p",
  region: "GRA",
  prefix: "les-amis-backups",
  disposable: false,
};
const make = (): Bucket => new Bucket("les-amis", args);

describe("a bucket", () => {
  it("is versioned, protected, and has a credential that can use nothing else", async () => {
    const resources = await upOf(make);
    const storage = the(resources, "ovh:CloudProject/storage:Storage");
    expect(storage.protect).toBe(true);
    expect(storage.inputs).toMatchObject({
      name: "les-amis-backups-0a2930f6",
      regionName: "GRA",
      versioning: { status: "enabled" },
      hideObjects: true,
    });
    const { policy } = the(resources, "ovh:CloudProject/s3Policy:S3Policy")
      .inputs as { policy: string };
    const [statement] = (
      JSON.parse(policy) as {
        Statement: { Resource: string[]; Action: string[] }[];
      }
    ).Statement;
    expect(statement?.Resource).toEqual([
      "arn:aws:s3:::les-amis-backups-0a2930f6",
      "arn:aws:s3:::les-amis-backups-0a2930f6/*",
    ]);
    expect(statement?.Action.some((action) => action.includes("*"))).toBe(
      false,
    );
    expect(namesOf(resources, "ovh:CloudProject/user:User")).toEqual([
      "les-amis",
    ]);
  });

  it("may be destroyed with its objects only when disposable", async () => {
    const resources = await previewOf(
      () => new Bucket("les-amis", { ...args, disposable: true }),
    );
    expect(the(resources, "ovh:CloudProject/storage:Storage").protect).toBe(
      false,
    );
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: Awaited<ReturnType<typeof upOf>>): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    expect(names(await previewOf(make))).toEqual(names(await upOf(make)));
  });
});

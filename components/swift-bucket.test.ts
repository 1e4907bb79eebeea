import { SwiftBucket, type SwiftBucketArgs } from "./swift-bucket";
import { namesOf, previewOf, type Registered, the, upOf } from "./testing";

const CONTAINER = "openstack:objectstorage/container:Container";
const USER = "ovh:CloudProject/user:User";

const args: SwiftBucketArgs = {
  project: "p",
  region: "GRA",
  containerName: "les-amis-archives",
  disposable: false,
};
const make =
  (more: Partial<SwiftBucketArgs> = {}) =>
  (): SwiftBucket =>
    new SwiftBucket("les-amis-archives", { ...args, ...more });

const containers = (resources: readonly Registered[]): Registered[] =>
  resources.filter(({ type }) => type === CONTAINER);

jest.setTimeout(30_000);

describe("a Swift container", () => {
  it("is protected, and keeps old versions where no credential can go", async () => {
    const [container, versions] = containers(await upOf(make()));
    expect(container?.inputs).toMatchObject({
      region: "GRA",
      name: "les-amis-archives",
      versioningLegacy: {
        type: "history",
        location: "les-amis-archives-versions",
      },
      forceDestroy: false,
    });
    expect(versions?.inputs).not.toHaveProperty("containerRead");
    expect(versions?.inputs).not.toHaveProperty("containerWrite");
    for (const each of [container, versions]) expect(each?.protect).toBe(true);
  });

  it("is used by users without a role, each by what its access list says", async () => {
    const credentials = { lecture: "read-only", depot: "read-write" } as const;
    const resources = await upOf(make({ credentials }));
    expect(namesOf(resources, USER)).toEqual([
      "les-amis-archives",
      "les-amis-archives-depot",
      "les-amis-archives-lecture",
    ]);
    for (const { type, inputs } of resources)
      if (type === USER)
        for (const role of ["roleName", "roleNames"])
          expect(inputs).not.toHaveProperty(role);
    const [container] = containers(resources);
    const listed = (list: unknown) => String(list).split(",").length;
    expect(listed(container?.inputs.containerRead)).toBe(3);
    expect(listed(container?.inputs.containerWrite)).toBe(2);
    expect(String(container?.inputs.containerRead)).toMatch(/^p:[^,]+(,p:|$)/);
  });

  it("has nobody who writes where its credentials only read", async () => {
    const resources = await upOf(make({ access: "read-only" }));
    const [container] = containers(resources);
    expect(container?.inputs).not.toHaveProperty("containerWrite");
  });

  it("keeps no old versions where told so", async () => {
    const resources = await upOf(make({ versioned: false }));
    const { inputs } = the(resources, CONTAINER);
    expect(inputs).not.toHaveProperty("versioningLegacy");
  });

  it("may be destroyed with its objects only when disposable", async () => {
    const resources = await previewOf(make({ disposable: true }));
    for (const { inputs, protect } of containers(resources))
      expect([inputs.forceDestroy, protect]).toEqual([true, false]);
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    const all = make({ credentials: { lecture: "read-only" } });
    expect(names(await previewOf(all))).toEqual(names(await upOf(all)));
  });
});

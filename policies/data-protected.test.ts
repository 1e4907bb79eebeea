import { dataProtected } from "./data-protected";
import { NOTHING_DECLARED } from "./stack-facts";
import { breaches, resource } from "./testing";

const VOLUME = "openstack:blockstorage/volume:Volume";

describe("data-protected", () => {
  it("asks for protection of what holds data", () => {
    expect(breaches(dataProtected, resource(VOLUME))).toEqual([
      "holds data and is not protected: a line removed from the code would destroy it",
    ]);
    expect(
      breaches(dataProtected, resource(VOLUME, {}, { protect: true })),
    ).toEqual([]);
  });

  it("lets a disposable stack do without", () => {
    const disposable = { ...NOTHING_DECLARED, disposable: true };
    expect(breaches(dataProtected, resource(VOLUME), disposable)).toEqual([]);
  });

  it("says nothing about what holds none", () => {
    const record = resource("ovh:Domain/zoneRecord:ZoneRecord");
    expect(breaches(dataProtected, record)).toEqual([]);
  });
});

import type { InstalledApp } from "./beneficiary";
import { webAddresses } from "./web";

const app = (host: string): InstalledApp =>
  ({ host, name: host.split(".")[0] }) as InstalledApp;
const domain = "les-amis.example";

describe("the names that answer on the web", () => {
  it("lead from the bare domain to www", () => {
    expect(
      webAddresses({ domain, apps: [app("www.les-amis.example")] }),
    ).toEqual([
      { host: "www.les-amis.example", app: "www" },
      { host: "les-amis.example", redirectsTo: "www.les-amis.example" },
    ]);
  });

  it("leave the bare domain to the app that has it", () => {
    const apps = [app("www.les-amis.example"), app("les-amis.example")];
    expect(
      webAddresses({ domain, apps }).filter(({ redirectsTo }) => redirectsTo),
    ).toEqual([]);
  });

  it("do not invent a bare domain where there is no www", () => {
    expect(
      webAddresses({ domain, apps: [app("wiki.les-amis.example")] }),
    ).toEqual([{ host: "wiki.les-amis.example", app: "wiki" }]);
  });
});

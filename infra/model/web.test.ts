import type { InstalledApp } from "./beneficiary";
import { webAddresses } from "./web";

const app = (host: string): InstalledApp =>
  ({
    host,
    name: host.split(".")[0],
    also: [],
    redirectsFrom: [],
  }) as unknown as InstalledApp;
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

  it("are those written beside an app's own too", () => {
    const www = {
      ...app("www.les-amis.example"),
      also: ["les-amis.example"],
      redirectsFrom: ["ancien.les-amis.example"],
    };
    expect(webAddresses({ domain, apps: [www] })).toEqual([
      { host: "www.les-amis.example", app: "www" },
      { host: "les-amis.example", app: "www" },
      {
        host: "ancien.les-amis.example",
        redirectsTo: "www.les-amis.example",
      },
    ]);
  });

  it("lead from another domain to the website, unless an app has it", () => {
    const domains = ["les-amis.org", "fete.example"];
    const apps = [
      { ...app("www.les-amis.example"), also: ["les-amis.org"] },
      app("les-amis.example"),
    ];
    const others = webAddresses({ domain, domains, apps }).slice(3);
    expect(others).toEqual(
      ["www.les-amis.org", "fete.example", "www.fete.example"].map((host) => ({
        host,
        redirectsTo: "www.les-amis.example",
      })),
    );
  });

  it("do not invent a bare domain where there is no www", () => {
    expect(
      webAddresses({ domain, apps: [app("wiki.les-amis.example")] }),
    ).toEqual([{ host: "wiki.les-amis.example", app: "wiki" }]);
  });
});

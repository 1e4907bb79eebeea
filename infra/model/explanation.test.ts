import { explainBeneficiary, explainServers } from "./explanation";
import { loadModel } from "../stack-files";
import { MOST_VOLUMES } from "./server-disks";
import { webAddresses } from "./web";

const model = loadModel();
const beneficiary = (name: string) => {
  const found = model.beneficiaries.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name} in stacks/`);
  return found;
};

describe("the explanation of a beneficiary", () => {
  it("holds all that comes out of its file, as plain data", () => {
    const explanation = explainBeneficiary(model, beneficiary("les-amis"));
    const names = ["www", "blog", "wiki", "projets", "courriel", "adhesions"];
    expect(explanation).toMatchObject({
      name: "les-amis",
      addresses: [
        { host: "www.les-amis.example", app: "wordpress" },
        {
          host: "blog.les-amis.example",
          redirectsTo: "www.les-amis.example",
        },
        { host: "wiki.les-amis.example", app: "dokuwiki" },
        { host: "projets.les-amis.example", app: "kanboard" },
        { host: "courriel.les-amis.example", app: "roundcube" },
        { host: "adhesions.les-amis.example", app: "php-site" },
        ...[
          "les-amis.example",
          "amis-du-quartier.example",
          "www.amis-du-quartier.example",
        ].map((host) => ({ host, redirectsTo: "www.les-amis.example" })),
      ],
      apps: [
        { app: "wordpress", title: "WordPress", memory: 512 },
        { app: "dokuwiki", title: "DokuWiki", memory: 256 },
        { app: "kanboard", title: "Kanboard" },
        { app: "roundcube", title: "Roundcube" },
        { app: "php-site", title: "Site PHP" },
      ],
      mail: {
        addresses: ["contact@les-amis.example", "tresorerie@les-amis.example"],
        imap: { host: "imap.mail.ovh.net", port: 993 },
        smtp: { host: "smtp.mail.ovh.net", port: 465 },
      },
      mailProvider: "ovh",
      records: [
        ...[...names, "@"].map((at) => ({ at, type: "A", from: "web" })),
        ...names.map((at) => ({ at, type: "CAA", from: "certificate" })),
        ...Array.from({ length: 5 }, () => ({ type: "MX", from: "mail" })),
        { at: "@", target: '"v=spf1 include:mx.ovh.com -all"' },
        { at: "_dmarc" },
        { at: "@", from: "written" },
      ],
      otherZones: [
        {
          zone: "amis-du-quartier.example",
          records: [
            { at: "@", type: "A" },
            { at: "www", type: "A" },
            { at: "www", type: "CAA" },
          ],
        },
      ],
      server: { name: "commun-1", usable: 3_232 },
      origins: { disk: "written", size: "default" },
    });
    expect(JSON.parse(JSON.stringify(explanation))).toEqual(explanation);
  });

  it("has no mail without mailboxes, and no address without apps", () => {
    const bare = { ...beneficiary("les-amis"), mailboxes: [], apps: [] };
    const explanation = explainBeneficiary(model, bare);
    expect(explanation).not.toHaveProperty("mail");
    expect(explanation.records.map(({ from }) => from)).not.toContain("web");
    expect(explanation.addresses).toEqual([]);
  });

  it("says who is on a server and what is left there", () => {
    const [server] = explainServers(model);
    const taken = Object.values(server?.beneficiaries ?? {});
    const sum = taken.reduce((total: number, memory) => total + memory, 0);
    expect(taken.length).toBeGreaterThan(0);
    expect(server?.free).toBe((server?.usable ?? 0) - sum);
    expect(server?.disks).toEqual({
      images: { used: 5, most: 38 },
      volumes: { used: 2, most: MOST_VOLUMES },
    });
  });
});

describe("the addresses of a beneficiary", () => {
  it("do not lead the bare domain away from an app that has it", () => {
    const domain = "atelier-velo.example";
    const [app] = beneficiary("atelier-velo").apps;
    if (!app) throw new Error("atelier-velo has no app");
    const apps = [app, { ...app, name: "wiki", host: domain }];
    expect(webAddresses({ apps, domain })).toEqual([
      { host: "www.atelier-velo.example", app: "wordpress" },
      { host: domain, app: "wiki" },
    ]);
  });
});

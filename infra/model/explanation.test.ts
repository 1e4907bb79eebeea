import { explainBeneficiary, explainServers } from "./explanation";
import { loadModel } from "../stack-files";
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
    expect(explanation).toMatchObject({
      name: "les-amis",
      addresses: [
        { host: "www.les-amis.example", app: "wordpress" },
        { host: "wiki.les-amis.example", app: "dokuwiki" },
        { host: "les-amis.example", redirectsTo: "www.les-amis.example" },
      ],
      apps: [
        { app: "wordpress", title: "WordPress", memory: 512 },
        { app: "dokuwiki", title: "DokuWiki", memory: 256 },
      ],
      mail: {
        addresses: ["contact@les-amis.example", "tresorerie@les-amis.example"],
        imap: { host: "imap.mail.ovh.net", port: 993 },
        smtp: { host: "smtp.mail.ovh.net", port: 465 },
      },
      mailProvider: "ovh",
      records: [
        { at: "www", type: "A", from: "web" },
        { at: "wiki", type: "A", from: "web" },
        { at: "@", type: "A", from: "web" },
        { at: "www", type: "CAA", from: "certificate" },
        { at: "wiki", type: "CAA", from: "certificate" },
        ...Array.from({ length: 5 }, () => ({ type: "MX", from: "mail" })),
        { at: "@", target: '"v=spf1 include:mx.ovh.com -all"' },
        { at: "_dmarc" },
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
  });
});

describe("the addresses of a beneficiary", () => {
  it("do not lead the bare domain away from an app that has it", () => {
    const domain = "les-amis.example";
    const [app] = beneficiary("les-amis").apps;
    if (!app) throw new Error("les-amis has no app");
    const apps = [app, { ...app, name: "wiki", host: domain }];
    expect(webAddresses({ apps, domain })).toEqual([
      { host: "www.les-amis.example", app: "wordpress" },
      { host: domain, app: "wiki" },
    ]);
  });
});

import {
  explainBeneficiary,
  explainServers,
} from "../../infra/model/explanation";
import { loadModel } from "../../infra/model/load";
import { messagesFor } from "../../messages/messages";
import { beneficiaryLines, platformLines } from "./explanation";

const model = loadModel();

describe("the explanation of a stack", () => {
  const [trial, friends] = ["atelier-velo", "les-amis"].map((wanted) => {
    const found = model.beneficiaries.find(({ name }) => name === wanted);
    if (!found) throw new Error(`no ${wanted} in stacks/`);
    const explanation = explainBeneficiary(model, found);
    return beneficiaryLines(explanation, messagesFor("fr")).join("\n");
  });

  it("tells a beneficiary all that it gets and where it comes from", () => {
    for (const fact of [
      /^Les Amis du Quartier \(les-amis\)\n/,
      /https:\/\/www\.les-amis\.example +WordPress \(wordpress\)/,
      /https:\/\/les-amis\.example +mène à https:\/\/www\.les-amis\.example/,
      /contact@les-amis\.example et tresorerie@les-amis\.example/,
      /réception \(IMAP\) +imap\.mail\.ovh\.net, port 993, SSL\/TLS/,
      /envoi \(SMTP\) +smtp\.mail\.ovh\.net, port 465, SSL\/TLS/,
      /taille +small \(par défaut\)/,
      /disque +5 Go \(écrit dans le fichier\)/,
      /mémoire de wordpress +512 Mo \(taille small\)/,
      /base de données de wordpress +les_amis_wordpress/,
      /à sauvegarder de wordpress +html, base de données/,
      /à la suppression +gardées/,
      /serveur +commun-1 \(d2-4\) \(écrit dans le fichier\)/,
      /il reste \d+ Mo sur les 3232 Mo/,
    ])
      expect(friends).toMatch(fact);
    expect(trial).toMatch(
      /mémoire de wordpress +384 Mo \(écrit dans le fichier\)/,
    );
    expect(trial).toMatch(
      /détruites avec la pile .* \(écrit dans le fichier\)/,
    );
  });

  it("tells the platform's servers and the room on them", () => {
    const { platform } = model;
    if (!platform) throw new Error("no platform in stacks/");
    const lines = platformLines(
      "prod",
      platform,
      explainServers(model),
      messagesFor("en"),
    );
    expect(lines.join("\n")).toMatch(
      /MySQL service +soltic-001\.eu\.clouddb\.ovh\.net:35001/,
    );
    expect(lines.join("\n")).toMatch(/\d+ MB are left of the 3232 MB/);
    expect(lines.join("\n")).toMatch(/machine +commun-1, Debian 12\n/);
    expect(lines.join("\n")).toMatch(/restart +at 04:00 UTC when/);
  });

  it("tells a rebuild, whom a server is reserved for, and whose keys open it", () => {
    const { platform } = model;
    if (!platform) throw new Error("no platform in stacks/");
    const [server] = explainServers(model);
    if (!server) throw new Error("no server in stacks/");
    const { rebootAt, ...silent } = server;
    expect(rebootAt).toBe("04:00");
    const rebuilt = {
      ...silent,
      machine: "commun-1-g2",
      formerMachine: "commun-1",
      dedicatedTo: "les-amis",
      apartIn: "web",
    };
    const sshKeys = { alice: "a", zoe: "z" };
    const lines = platformLines(
      "prod",
      { ...platform, sshKeys },
      [rebuilt],
      messagesFor("en"),
    ).join("\n");
    for (const fact of [
      /SSH keys of +alice and zoe/,
      /machine +commun-1-g2; commun-1 stays until everybody has moved/,
      /reserved for +les-amis/,
      /never with the group +web/,
      /restart +never by itself/,
    ])
      expect(lines).toMatch(fact);
  });
});

import { beneficiaryBackups, platformBackups } from "./backups";
import { resolveBeneficiary } from "./beneficiary";
import { gigabytes } from "./define";
import type { BeneficiaryInput } from "./input";
import { loadModel } from "../stack-files";
import { ProblemList } from "./problems";

const { platform } = loadModel();
const problems = new ProblemList("le-parc.ts");
const input: BeneficiaryInput = {
  name: "le-parc",
  displayName: "Le Parc",
  contact: "bureau@le-parc.example",
  domain: "le-parc.example",
  server: "commun-1",
  disk: gigabytes(10),
  mysql: "own",
  apps: [
    { app: "nextcloud", at: "cloud" },
    { app: "php-site", at: "www" },
    { app: "onlyoffice", at: "office" },
    { app: "mobilizon", at: "agenda" },
  ],
};

describe("what is declared to be backed up", () => {
  it("is what the plans of the apps say, by service, and the association's own database servers", () => {
    const found = resolveBeneficiary(input, "le-parc", platform, problems);
    if (!found) throw new Error(JSON.stringify(problems.all));
    expect(beneficiaryBackups(found)).toEqual({
      paths: {
        "le-parc-nextcloud": ["/var/www/html"],
        "le-parc-php-site": ["/var/www/html"],
        "le-parc-onlyoffice": [],
        "le-parc-mobilizon": ["/var/lib/mobilizon/uploads"],
        "le-parc-mysql": ["/var/lib/mysql"],
        "le-parc-postgresql": ["/var/lib/postgresql"],
      },
      databases: ["le_parc_nextcloud", "le_parc_mobilizon"],
      volumes: ["le-parc"],
    });
  });

  it("is nothing of the platform's: a proxy asks for its certificates again", () => {
    if (!platform) throw new Error("no platform");
    expect(platformBackups(platform)).toEqual({
      paths: { "commun-1-proxy": ["/data", "/config"] },
      databases: [],
      volumes: [],
    });
  });
});

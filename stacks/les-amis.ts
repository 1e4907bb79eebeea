import { defineBeneficiary, gigabytes } from "../infra/model/define";

export default defineBeneficiary({
  name: "les-amis",
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  domain: "les-amis.example",
  server: "commun-1",
  disk: gigabytes(5),
  mailboxes: ["contact", "tresorerie"],
  apps: [{ app: "wordpress", at: "www" }],
});

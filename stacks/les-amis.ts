import { defineBeneficiary, gigabytes } from "../infra/model/define";

export default defineBeneficiary({
  name: "les-amis",
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  domain: "les-amis.example",
  server: "commun-1",
  disk: gigabytes(5),
  mailboxes: ["contact", "tresorerie"],
  redirections: { bureau: ["contact", "tresorerie"] },
  buckets: { photos: { keepVersionsDays: 90 } },
  apps: [
    { app: "wordpress", at: "www" },
    { app: "dokuwiki", at: "wiki" },
  ],
});

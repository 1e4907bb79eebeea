import { defineBeneficiary, gigabytes } from "../infra/model/define";

/** Of everything that an association can have, most. */
export default defineBeneficiary({
  name: "les-amis",
  displayName: "Les Amis du Quartier",
  contact: "bureau@les-amis.example",
  domain: "les-amis.example",
  domains: ["amis-du-quartier.example"],
  server: "commun-1",
  disk: gigabytes(8),
  snapshots: { ouverture: "kept" },
  mailboxes: ["contact", "tresorerie"],
  redirections: { bureau: ["contact", "tresorerie"] },
  responders: {
    tresorerie: { message: "Bonjour, la trésorerie répond le jeudi." },
  },
  records: [{ type: "TXT", at: "@", text: "les-amis-verification=example" }],
  buckets: { photos: { keepVersionsDays: 90 } },
  apps: [
    { app: "wordpress", at: "www", redirectsFrom: ["blog.les-amis.example"] },
    { app: "dokuwiki", at: "wiki" },
    { app: "kanboard", at: "projets" },
    { app: "roundcube", at: "courriel" },
    {
      app: "php-site",
      at: "adhesions",
      database: true,
      cron: {
        relances: {
          schedule: "Mon 08:00",
          command: ["php", "/var/www/html/relances.php"],
        },
      },
    },
  ],
  webmasters: {
    marie: {
      app: "php-site",
      keys: [
        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIP8LUKeYgEz/KhDmLqvBpgGcz0h/9cZiRNJg5EMBaXl0 marie@portable",
      ],
    },
  },
});

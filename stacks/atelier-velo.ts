import { defineBeneficiary, gigabytes, megabytes } from "../infra/model/define";

/** A trial: it may be destroyed with its data. */
export default defineBeneficiary({
  name: "atelier-velo",
  displayName: "L'Atelier Vélo",
  contact: "bonjour@atelier-velo.example",
  domain: "atelier-velo.example",
  server: "commun-1",
  disk: gigabytes(2),
  mailboxes: ["bonjour"],
  apps: [{ app: "wordpress", at: "www", memory: megabytes(384) }],
  disposable: true,
});

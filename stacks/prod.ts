import { definePlatform } from "../infra/model/define";

/** The shared platform of the host. */
export default definePlatform({
  displayName: "Sol&TIC",
  contact: "technique@soltic.example",
  domain: "soltic.example",
  project: "c0ffee00c0ffee00c0ffee00c0ffee00",
  region: "GRA11",
  sshFrom: ["203.0.113.0/24"],
  sftpFrom: ["0.0.0.0/0"],
  servers: { "commun-1": { flavor: "d2-4" } },
  mysql: {
    service: "soltic-001",
    host: "soltic-001.eu.clouddb.ovh.net",
    port: 35001,
  },
});

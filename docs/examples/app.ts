import * as docker from "@pulumi/docker";
import { catalog } from "../../apps-catalog/catalog";
import { App } from "../../components/app";
import type { Place } from "./place";

/** A wiki on the association's volume. */
export function app({ server, machine, docker: provider }: Place): App {
  const network = new docker.Network("les-amis", {}, { provider });
  return new App("les-amis-dokuwiki", {
    displayName: "Les Amis du Quartier",
    contact: "bureau@les-amis.example",
    definition: catalog.dokuwiki,
    lockedImage: (tag) => tag,
    host: "wiki.les-amis.example",
    mailServers: {
      imap: { host: "imap.mail.ovh.net", port: 993 },
      smtp: { host: "smtp.mail.ovh.net", port: 465 },
    },
    memoryBytes: 256_000_000,
    cpus: 2,
    dataFolder: "/srv/les-amis/dokuwiki",
    server,
    machine,
    docker: provider,
    network,
  });
}

import * as docker from "@pulumi/docker";
import { Site } from "../../components/site";
import type { Place } from "./place";

/** Two names of one app, and one that leads to it. */
export function site({ server, docker: provider }: Place): Site {
  const to = { service: "les-amis-dokuwiki", port: 8080, uploads: 128 };
  return new Site("les-amis", {
    beneficiary: "les-amis",
    displayName: "Les Amis du Quartier",
    contact: "bureau@les-amis.example",
    server,
    network: new docker.Network("les-amis", {}, { provider }),
    routes: [
      { host: "wiki.les-amis.example", to },
      { host: "wiki.les-amis.org", to },
      {
        host: "pages.les-amis.example",
        to: { redirect: "wiki.les-amis.example" },
      },
    ],
  });
}

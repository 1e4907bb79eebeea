import * as ovh from "@ovhcloud/pulumi-ovh";
import { EpicierAccess } from "../../components/epicier-access";

/** Somebody who sees one association's names and mail in OVH's console, and changes them. */
export function epicierAccess(): EpicierAccess {
  const group = new ovh.me.IdentityGroup("epiciers", {
    name: "epiciers",
    description: "Épiciers",
    role: "NONE",
  });
  return new EpicierAccess("alice", {
    login: "alice",
    email: "alice@soltic.example",
    group,
    role: "manager",
    resources: [
      { type: "dnsZone", id: "les-amis.example" },
      { type: "emailDomain", id: "les-amis.example" },
    ],
  });
}

import type * as pulumi from "@pulumi/pulumi";
import { ZoneRecords, type ZoneRecordInput } from "../components/zone-records";
import type { Beneficiary } from "./model/beneficiary";
import { webAddresses } from "./model/web";

/** The names of its apps, and its mail at OVH for a beneficiary that has mailboxes. */
export function createRecords(
  beneficiary: Beneficiary,
  domain: string,
  address: pulumi.Output<string>,
): ZoneRecords {
  const web = webAddresses(beneficiary).map(({ host }): ZoneRecordInput => {
    const at = host === domain ? "@" : host.slice(0, -domain.length - 1);
    return {
      name: `a-${at === "@" ? "apex" : at}`,
      at,
      type: "A",
      target: address,
    };
  });
  const mail =
    beneficiary.mailboxes.length > 0 ? mailRecords(beneficiary.contact) : [];
  return new ZoneRecords(beneficiary.name, {
    zone: domain,
    records: [...web, ...mail],
  });
}

/** OVH's mail service. Source: https://help.ovhcloud.com/csm/en-dns-mx-record */
function mailRecords(contact: string): ZoneRecordInput[] {
  const servers = { mx0: 1, mx1: 5, mx2: 50, mx3: 100, mx4: 200 };
  const mx = Object.entries(servers).map(
    ([host, preference]): ZoneRecordInput => {
      return {
        name: host,
        at: "@",
        type: "MX",
        target: `${String(preference)} ${host}.mail.ovh.net.`,
      };
    },
  );
  return [
    ...mx,
    {
      name: "spf",
      at: "@",
      type: "TXT",
      target: '"v=spf1 include:mx.ovh.com -all"',
    },
    {
      name: "dmarc",
      at: "_dmarc",
      type: "TXT",
      target: `"v=DMARC1; p=quarantine; rua=mailto:${contact}"`,
    },
  ];
}

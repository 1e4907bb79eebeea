const beside = (type: string, name: string, target: string): string =>
  `A record ${type} that the stack does not know (${target}) stands beside its own at ${name}`;

/** Whether the records of a stack are known to the name servers of their zones, and what stands beside them. */
export const dns = {
  published: (sites: number) =>
    `The name servers know every record of the stack, and no other gets in their way.${sites > 0 ? " All its sites answer." : ""}`,
  republished: () => "The zone is published again: nothing is missing.",
  unpublished: (type: string, name: string, target: string, servers: string) =>
    `The record ${type} of ${name} (${target}) is not published: ${servers} does not know it.`,
  remedy: (command: string, refresh: string) =>
    `OVH has received it, but the zone was not published. To publish it again: ${command}. If somebody changed the zone in OVH's console: ${refresh}, then up.`,
  foreign: {
    visits: (type: string, name: string, target: string) =>
      `${beside(type, name, target)}: a part of the visits goes elsewhere.`,
    ipv6: (type: string, name: string, target: string) =>
      `${beside(type, name, target)}: visits by IPv6 go elsewhere, all or in part.`,
    messages: (type: string, name: string, target: string) =>
      `${beside(type, name, target)}: a part of the messages goes elsewhere.`,
    spf: (type: string, name: string, target: string) =>
      `${beside(type, name, target)}: of two SPF none counts, and messages of the association are refused.`,
    dmarc: (type: string, name: string, target: string) =>
      `${beside(type, name, target)}: of two DMARC none counts, and nothing stops false messages.`,
  },
  foreignRemedy: (file: string, command: string) =>
    `To be removed in OVH's console (Web Cloud › Domain names › DNS zone); what is wanted is then written in ${file} (records, or mail for mail). If the console does not show it, the zone has to be published again: ${command}`,
  reverse: (address: string, name: string, known: string) =>
    `The address ${address} should be known as ${name} (it is known as: ${known || "nothing"}). To set once in OVH's console (Network › Public IP addresses › … › Modify the reverse path), or by the API: POST /ip/${address}/reverse.`,
  notAsked: (reason: string, command: string) =>
    `The name servers could not be asked (${reason}). Try again later: ${command}`,
};

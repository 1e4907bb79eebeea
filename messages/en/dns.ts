/** Whether the records of a stack are known to the name servers of their zones. */
export const dns = {
  published: () => "The name servers know every record of the stack.",
  republished: () => "The zone is published again: nothing is missing.",
  unpublished: (type: string, name: string, target: string, servers: string) =>
    `The record ${type} of ${name} (${target}) is not published: ${servers} does not know it.`,
  remedy: (command: string) =>
    `OVH has received it, but the zone was not published. To publish it again: ${command}`,
  reverse: (address: string, name: string, known: string) =>
    `The address ${address} should be known as ${name} (it is known as: ${known || "nothing"}). To set once in OVH's console (Network › Public IP addresses › … › Modify the reverse path), or by the API: POST /ip/${address}/reverse.`,
  notAsked: (reason: string, command: string) =>
    `The name servers could not be asked (${reason}). Try again later: ${command}`,
};

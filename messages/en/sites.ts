/** What somebody who comes to the sites of a stack does not see. */
export const sites = {
  waiting: (hosts: string, seconds: number) =>
    `No answer from ${hosts} yet; waiting for ${String(seconds)} s at most…`,
  silent: (host: string, address: string, reason: string) =>
    `https://${host}: the server (${address}) does not answer (technical detail: ${reason}). Is it on (OVH's console, Public Cloud › Instances)? Does the network here let port 443 pass?`,
  certificate: (host: string, _address: string, reason: string) =>
    `https://${host}: no certificate that a browser accepts (technical detail: ${reason}). The server asks for one again by itself; for a domain bought just now that may take an hour. With a trial authority (acmeDirectory) this is as it should be.`,
  away: (host: string, _address: string, reason: string) =>
    `https://${host}: the server answers, but not the app (technical detail: ${reason}). It starts it again by itself.`,
  remedy: (command: string) => `To look again in a few minutes: ${command}`,
};

/** What somebody who comes to the sites of a stack does not see. */
export const sites = {
  waiting: (hosts: string, seconds: number) =>
    `No answer from ${hosts} yet: waiting for up to ${String(seconds)} s…`,
  silent: (host: string, address: string, reason: string) =>
    `https://${host} does not answer: nothing listens at ${address} (${reason}).`,
  certificate: (host: string, _address: string, reason: string) =>
    `https://${host} has no certificate that a browser accepts (${reason}). The server asks for one again by itself; for a domain bought just now that may take an hour.`,
  away: (host: string, _address: string, reason: string) =>
    `https://${host} shows the page that excuses: its app does not answer (${reason}).`,
  remedy: (command: string) =>
    `Everything is in place; to look again in a few minutes: ${command}`,
};

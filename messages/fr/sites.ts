/** What somebody who comes to the sites of a stack does not see. */
export const sites = {
  waiting: (hosts: string, seconds: number) =>
    `Pas encore de réponse de ${hosts} : j'attends jusqu'à ${String(seconds)} s…`,
  silent: (host: string, address: string, reason: string) =>
    `https://${host} ne répond pas : rien n'écoute à ${address} (${reason}).`,
  certificate: (host: string, _address: string, reason: string) =>
    `https://${host} n'a pas de certificat qu'un navigateur accepte (${reason}). Le serveur en redemande un de lui-même ; pour un domaine acheté à l'instant, cela peut durer une heure.`,
  away: (host: string, _address: string, reason: string) =>
    `https://${host} montre la page d'excuse : son application ne répond pas (${reason}).`,
  remedy: (command: string) =>
    `Tout est en place ; pour regarder de nouveau dans quelques minutes : ${command}`,
};

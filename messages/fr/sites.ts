/** What somebody who comes to the sites of a stack does not see. */
export const sites = {
  waiting: (hosts: string, seconds: number) =>
    `Pas encore de réponse de ${hosts} ; attente de ${String(seconds)} s au plus…`,
  silent: (host: string, address: string, reason: string) =>
    `https://${host} : le serveur (${address}) ne répond pas (détail technique : ${reason}). Est-il allumé (espace client OVH, Public Cloud › Instances) ? Le réseau d'ici laisse-t-il passer le port 443 ?`,
  certificate: (host: string, _address: string, reason: string) =>
    `https://${host} : pas de certificat qu'un navigateur accepte (détail technique : ${reason}). Le serveur en redemande un de lui-même ; pour un domaine acheté à l'instant, cela peut prendre une heure. Avec une autorité d'essai (acmeDirectory), c'est normal.`,
  away: (host: string, _address: string, reason: string) =>
    `https://${host} : le serveur répond, mais pas l'application (détail technique : ${reason}). Il la relance de lui-même.`,
  remedy: (command: string) =>
    `Pour regarder de nouveau dans quelques minutes : ${command}`,
};

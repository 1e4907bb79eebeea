/** What is said while work is under way. */
export const progress = {
  started: (operation: string, noun: string, name: string) =>
    `${operation} : ${noun} ${name}`,
  done: (operation: string, noun: string, name: string, time: string) =>
    `${operation} : ${noun} ${name} (${time})`,
  failed: (operation: string, noun: string, name: string, time: string) =>
    `ÉCHEC, ${operation} : ${noun} ${name} (après ${time})`,
  waiting: (time: string, what: string) => `${time} · en cours : ${what}`,
  waitingFor: (what: string, detail: string) => `${what} (${detail})`,
  stopping: () =>
    "Arrêt demandé : ce qui est en cours se termine, rien d'autre ne commence. Ctrl-C encore une fois pour quitter tout de suite.",
  quit: () =>
    "Arrêt immédiat. L'état dit ce qui était en cours ; la prochaine commande le reprendra.",
  finished: (time: string) => `Terminé en ${time}.`,
  finishedNothing: (time: string) => `Rien à faire, vérifié en ${time}.`,
  stopped: () =>
    "Arrêté à votre demande : ce qui était en cours est terminé, le reste n'a pas commencé.",
  stepsFailed: (count: number) =>
    count > 1 ? `${count} opérations ont échoué :` : "1 opération a échoué :",
  leftoverRemoved: (what: string) =>
    `Reste d'une commande coupée, retiré du serveur avant de recommencer : ${what}.`,
  resume: (command: string) =>
    `Ce qui est fait est enregistré ; « ${command} » fera le reste.`,
  /** What the engine itself has to say of one resource, or of the run. */
  notices: {
    protectedDelete: (command: string) =>
      `protégée, parce qu'elle porte des données : elle n'est pas supprimée. Pour y renoncer pour de bon : ${command}, puis de nouveau « up ».`,
    protectedReplace: () =>
      "protégée, parce qu'elle porte des données : ce changement la remplacerait par une vide, et il est refusé.",
    interruptedCreating: () =>
      "la commande d'avant a été coupée pendant sa création. Si elle existe déjà chez l'hébergeur, l'état ne la connaît pas : cherchez-la, et supprimez-la si elle y est en double.",
    interrupted: () =>
      "la commande d'avant a été coupée pendant qu'elle y travaillait ; elle est dans l'état et sera regardée de nouveau.",
    unknownStack: (stack: string) =>
      `la pile ${stack} n'est pas encore en ligne. D'abord : epicerie up ${stack}`,
    stuck: () =>
      "le programme a été arrêté : il attendait le résultat de quelque chose qui a échoué. Ce qui est fait est enregistré.",
    nothingLeft: () =>
      "le programme attend quelque chose qui ne viendra jamais. C'est une erreur dans le code, pas dans votre fichier : montrez-la à quelqu'un qui le connaît.",
  },
  nextRunHeals: (command: string) =>
    `Ce qui a réussi est enregistré. Une fois la cause corrigée, relancez « ${command} » : seul le reste sera fait.`,
};

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
  resume: (command: string) =>
    `Ce qui est fait est enregistré ; « ${command} » fera le reste.`,
  nextRunHeals: (command: string) =>
    `Ce qui a réussi est enregistré. Une fois la cause corrigée, relancez « ${command} » : seul le reste sera fait.`,
};

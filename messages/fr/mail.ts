/** The outgoing mail of a beneficiary's apps: its limit, what is stopped, what waits. */
export const mail = {
  sendsNone: (stack: string) =>
    `Les applications de ${stack} n'envoient pas de courrier : il leur faut une boîte mail (mailboxes).`,
  oneAct: () =>
    "Choisissez : --release laisse partir ce qui attend, --discard l'efface.",
  unknown: (name: string, command: string) =>
    `Le serveur ne connaît pas encore le courrier de ${name} : ${command}`,
  nothingThere: (name: string, server: string) =>
    `Rien de ${name} n'attend sur ${server}.`,
  left: (name: string, server: string) =>
    `Les applications de ${name} ne sont plus sur ${server} : ce qui y attendait y est resté.`,
  limit: (name: string, limit: number, minutes: number) =>
    `${name} : ${String(limit)} destinataires en ${String(minutes)} minutes, au plus.`,
  waiting: (count: number) =>
    count === 1
      ? "1 message est en route."
      : `${String(count)} messages sont en route.`,
  nothingStopped: () => "Rien n'est arrêté.",
  stopped: (time: string) =>
    `Les envois sont arrêtés depuis le ${time} : il y en a eu trop. Rien n'est perdu.`,
  held: (count: number) =>
    count === 0
      ? "Aucun message n'attend."
      : count === 1
        ? "1 message attend (reçu le, de, à) :"
        : `${String(count)} messages attendent (reçu le, de, à) :`,
  release: (command: string) => `Si c'était voulu, tout part : ${command}`,
  discard: (command: string) =>
    `Si c'est du courrier indésirable, trouvez d'abord d'où il part (formulaire, extension, mot de passe volé), puis effacez-le : ${command}`,
  done: (act: "release" | "discard", count: number) => {
    const messages =
      count === 0
        ? "Aucun message n'attendait"
        : count === 1
          ? `1 message ${act === "release" ? "est parti" : "est effacé"}`
          : `${String(count)} messages ${act === "release" ? "sont partis" : "sont effacés"}`;
    return `${messages} ; les envois ne sont plus arrêtés.`;
  },
};

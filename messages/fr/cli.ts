/** What the command line says about itself: usage, refusals, outcomes. */
export const cli = {
  unknownCommand: (name: string) => `La commande « ${name} » n'existe pas.`,
  unknownStack: (name: string) =>
    `La pile « ${name} » n'existe pas : il n'y a pas de fichier stacks/${name}.ts.`,
  unknownApp: (name: string) =>
    `L'application « ${name} » n'est pas au catalogue.`,
  didYouMean: (names: string) => `Vouliez-vous dire : ${names} ?`,
  knownNames: (names: string) => `Il y a : ${names}.`,
  missingStack: (command: string) =>
    `Quelle pile ? Sans nom, « ${command} » ne fait rien ; il ne vise jamais toutes les piles à la fois.`,
  missingArgument: (name: string) => `Il manque l'argument <${name}>.`,
  unexpectedArgument: (value: string) => `L'argument « ${value} » est de trop.`,
  unknownOption: (option: string) => `L'option « ${option} » n'existe pas ici.`,
  optionNeedsValue: (option: string) =>
    `L'option « ${option} » attend une valeur.`,
  optionTakesNoValue: (option: string) =>
    `L'option « ${option} » ne prend pas de valeur.`,
  invalidChoice: (what: string, value: string, choices: string) =>
    `« ${value} » n'est pas possible pour ${what} : choisissez parmi ${choices}.`,
  invalidConfig: (text: string) =>
    `« ${text} » n'est pas un réglage : écrivez clé=valeur, par exemple epicerie:privateNetwork=10.43.0.0/24.`,
  secretsWithoutSalt: (file: string, key: string) =>
    `${file} a un secret (${key}), mais pas l'« encryptionsalt » qui aide à l'ouvrir : reprenez cette ligne dans l'historique du fichier, ou remettez le secret (pulumi config set --secret ${key}).`,
  secretsWrongPassphrase: (file: string, key: string) =>
    `La phrase de passe n'ouvre pas les secrets de ${file} (${key}) : donnez celle avec laquelle ils ont été chiffrés, dans PULUMI_CONFIG_PASSPHRASE ou PULUMI_CONFIG_PASSPHRASE_FILE.`,
  secretUnreadable: (file: string, key: string) =>
    `Le secret ${key} de ${file} ne se lit pas, il est sans doute abîmé : remettez-le (pulumi config set --secret ${key}).`,
  passphraseFileUnreadable: (file: string) =>
    `Le fichier de la phrase de passe ne se lit pas (PULUMI_CONFIG_PASSPHRASE_FILE=${file}).`,
  seeHelp: (command: string) => `Aide : ${command}`,
  ourBug: () =>
    "Ce n'est pas de votre faute : c'est une erreur dans Épicerie. Merci de la signaler avec les lignes ci-dessus.",
  problem: (path: string, what: string, received: string, remedy: string) =>
    `${path} : ${what}${received ? ` (reçu : ${received})` : ""}. ${remedy}`,
  problems: (count: number) =>
    count > 1 ? `${count} problèmes à corriger :` : "1 problème à corriger :",
  checkOk: (beneficiaries: number, apps: number, names: string) =>
    `Tout est en ordre : ${beneficiaries} bénéficiaire${beneficiaries > 1 ? "s" : ""}, ${apps} application${apps > 1 ? "s" : ""} (${names}).`,
  platformFirst: (platform: string) =>
    `Cette pile s'appuie sur la plateforme, qui n'est pas encore en ligne. D'abord : epicerie up ${platform}`,
  confirmName: (name: string) =>
    `Pour confirmer, tapez le nom de la pile (${name}) : `,
  notConfirmed: (name: string) =>
    `Rien n'a été fait : le nom « ${name} » n'a pas été donné.`,
  confirmWith: (command: string) => `Pour confirmer sans question : ${command}`,
  protectedHeld: (count: number) =>
    count > 1
      ? `${count} ressources sont protégées parce qu'elles portent des données ; rien n'a été supprimé :`
      : "1 ressource est protégée parce qu'elle porte des données ; rien n'a été supprimé :",
  protectedPlatform: () =>
    "La plateforme ne se supprime pas d'ici. Le bac à sable s'efface en entier par « epicerie sandbox down » ; en production : pulumi state unprotect --all -s prod, puis pulumi destroy -s prod --run-program=false.",
  protectedRemedy: (stack: string) =>
    `Pour y renoncer vraiment : « disposable: true » dans stacks/${stack}.ts, puis « epicerie up ${stack} », puis de nouveau « destroy ».`,
  destroyed: (stack: string, time: string) =>
    `La pile ${stack} est supprimée (${time}).`,
  noOutputs: (stack: string) =>
    `La pile ${stack} n'a pas de résultat : elle n'a pas encore été mise en ligne (epicerie up ${stack}).`,
  secretHidden: () => "[secret]",
  secretsHint: () => "Les secrets s'affichent avec --show-secrets.",
  pulumiMissing: () => "La commande « pulumi » n'est pas installée.",
  unknownServer: (name: string, known: string) =>
    `La plateforme n'a pas de serveur ${name}. Ses serveurs : ${known}.`,
  serverNotOnline: (name: string) =>
    `Le serveur ${name} n'est pas en ligne : epicerie up prod`,
  serverRefused: (name: string, reason: string) =>
    `Le serveur ${name} n'a pas pu répondre : ${reason}`,
  pulumiRemedy: () =>
    "Installez-la (https://www.pulumi.com/docs/install/), ou laissez « --engine embedded », le moteur intégré.",
  pulumiRuns: (command: string) => `Commande lancée : ${command}`,
  pulumiKeepsConfig: () =>
    "--config vaut pour une seule fois ; la commande standard l'écrirait dans Pulumi.<pile>.yaml. À régler là : pulumi config set -s <pile> <clé> <valeur>",
  listHeader: () => [
    "pile",
    "nom",
    "domaine",
    "applications",
    "ressources en ligne",
  ],
  orphan: () => "plus de fichier : epicerie destroy",
  brokenFile: () => "fichier à corriger : epicerie check",
  stackLocked: (
    stack: string,
    pid: number,
    user: string,
    host: string,
    since: string,
  ) =>
    `La pile ${stack} est déjà en cours de modification (processus ${pid} de ${user} sur ${host}, depuis ${since}).`,
  stackLockedRemedy: (file: string) =>
    `Attendez la fin ; s'il est certain que ce processus n'existe plus, effacez ${file}`,
  stateUnusable: (reason: string) =>
    `L'état de la pile ne peut pas être utilisé : ${reason}`,
  stateUnusableRemedy: () =>
    "La copie qui finit par .bak, à côté, est l'état d'avant la dernière commande.",
  stateNotWritten: (reason: string) =>
    `L'état n'a pas pu être écrit : ${reason}`,
  stateNotWrittenRemedy: () =>
    "Le disque est sans doute plein (« epicerie doctor »). Libérez de la place, puis relancez la même commande.",
  digestOpen: () => "pas encore demandée",
  serverCrowded: (server: string, used: number, most: number) =>
    `À noter : ${used} disques (volumes) seraient attachés au serveur ${server}. Une machine en prend d'ordinaire ${most} ; OVH ne publie pas son nombre. Prévoyez un autre serveur.`,
  contactUnread: (file: string, contact: string) =>
    `À noter : dans ${file}, l'adresse de contact ${contact} n'est ni une boîte mail ni une redirection de l'association. Si personne ne l'a créée autrement, ce qui lui est écrit n'arrive nulle part : ajoutez-la à mailboxes ou à redirections.`,
  digestsOpen: (images: string) =>
    `À noter : l'empreinte de ces images n'a pas encore été demandée à leur registre (${images}). Quand Internet est là : epicerie images --refresh`,
  registriesUnreachable: (file: string) =>
    `Aucun registre ne répond : cette machine n'a sans doute pas Internet. ${file} n'a pas changé.`,
  digestNotFound: (
    image: string,
    reason: "unreachable" | "unknown" | "refused",
  ) =>
    `${image} : ${{ unreachable: "son registre ne répond pas", unknown: "son registre ne connaît pas cette version", refused: "son registre refuse de répondre" }[reason]} ; son empreinte reste comme elle était.`,
  upgradeRefused: (
    app: string,
    from: string,
    to: string,
    oneMajor: boolean,
    supported: string,
  ) =>
    `${app} : on ne passe pas de ${from} à ${to} en une fois${oneMajor ? " (une version majeure à la fois, jamais en arrière)" : " (jamais en arrière)"}. Rien n'a été fait. Mettez d'abord dans apps-catalog une version intermédiaire (versions tenues à jour : ${supported}), faites « up », puis recommencez ; pour revenir en arrière, restaurez une sauvegarde.`,
  unknownMachine: (name: string, known: string) =>
    `La plateforme n'a pas de machine ${name}. Ses machines : ${known}. Pour une machine déjà retirée, donnez son adresse IPv4.`,
  nothingToForget: (stack: string, machine: string) =>
    `La pile ${stack} n'a rien sur ${machine} : il n'y a rien à oublier.`,
  neverOnline: (stack: string) =>
    `La pile ${stack} n'a pas encore été mise en ligne. D'abord : epicerie up ${stack}`,
  unprotectTitle: (stack: string) =>
    `Ne serait plus protégé dans la pile ${stack} :`,
  unprotectWarning: () =>
    "Une fois sa ligne retirée du fichier, le prochain « up » le supprime pour de bon, avec ses données. Tant que la ligne est là, « up » le protège de nouveau.",
  unprotected: (command: string) =>
    `La protection est levée. Retirez sa ligne, puis : ${command}`,
  severalProtected: (name: string) =>
    `Plusieurs ressources protégées s'appellent ${name}. Laquelle ?`,
  nothingProtected: (stack: string, name: string) =>
    `La pile ${stack} n'a rien de protégé qui s'appelle ${name}.`,
  protectedThere: () => "Ce qu'elle a de protégé :",
  forgetTitle: (stack: string, machine: string) =>
    `Ce que la pile ${stack} a sur ${machine}, et qui serait oublié. Rien n'est supprimé chez OVH ; le disque et les mots de passe restent :`,
  forgetWarning: (machine: string) =>
    `Seulement si ${machine} est morte et le reste : arrêtez-la ou supprimez-la d'abord dans l'espace client OVH. Sinon « up » suffit, et fait mieux.`,
  forgotten: (count: number, command: string) =>
    count > 1
      ? `${count} ressources oubliées. Ensuite, avec un autre serveur dans le fichier : ${command}`
      : `1 ressource oubliée. Ensuite, avec un autre serveur dans le fichier : ${command}`,
  platformName: () => "plateforme partagée",
};

/** Facts of a problem, by the names that `sandbox/problem.ts` documents. */
type Params = Readonly<Record<string, string>>;

/** The sandbox: its parts, its life, its problems. */
export const sandbox = {
  stepDone: (step: string, time: string) => `${step} (${time})`,
  lost: () =>
    "L'état décrit un bac à sable qui n'existe plus : son dossier a été effacé à la main.",
  lostRemedy: () => "Repartez de zéro : epicerie sandbox down, puis relancez.",
  installsEngine: (command: string) =>
    `Aucun moteur Docker ne répond : installation de celui de la distribution (${command}). Il restera sur cette machine.`,
  starting: () => "Le bac à sable se prépare.",
  ready: (time: string) => `Le bac à sable est prêt (${time}).`,
  down: (time: string) =>
    `Le bac à sable est effacé (${time}) ; il ne reste rien de lui sur cette machine.`,
  downImagesKept: () =>
    "Les images construites restent, pour aller plus vite la prochaine fois (--images les efface aussi).",
  statusHeader: () => ["partie", "état", "adresse"],
  notBoundary: () =>
    "Le bac à sable n'est pas une barrière de sécurité : n'y mettez pas de vraies données.",
  envIntro: () =>
    "À coller dans un autre terminal, tant que cette commande tourne (Ctrl-C pour l'arrêter) :",
  step: (step: string) => {
    const [kind = step, name = ""] = step.split(":");
    const kinds: Record<string, string> = {
      down: "effacement",
      engine: "moteur Docker",
      image: `image ${name}`,
      network: "réseaux",
      service: `service ${name}`,
      account: "compte chez l'hébergeur",
      server: `serveur ${name}`,
      app: `image d'application ${name}`,
    };
    return kinds[kind] ?? step;
  },
  /** What somebody must do something about; each is a few lines: what happened, then what to do. */
  problems: {
    "no-engine": ({ tried = "", remedy = "" }: Params) => [
      `Aucun moteur Docker ne répond (${tried}).`,
      `Installez-le, ou demandez-le à l'administrateur : ${remedy}`,
    ],
    "engine-install-failed": ({ detail = "" }: Params) => [
      `Le moteur Docker de la distribution n'a pas pu être installé : ${detail}`,
      "Essayez à la main (apt-get install docker.io), puis relancez.",
    ],
    "engine-start-failed": ({ detail = "", log = "" }: Params) => [
      `Le moteur Docker du bac à sable n'a pas démarré : ${detail}`,
      `Son journal : ${log}`,
    ],
    "no-base-image": ({ detail = "", remedy = "" }: Params) => [
      `Il n'y a pas de système Debian à mettre dans les serveurs : ${detail}`,
      `À faire : ${remedy}`,
    ],
    "image-build-failed": ({ image = "", detail = "" }: Params) => [
      `L'image « ${image} » n'a pas pu être construite : ${detail}`,
      "Vérifiez que le dépôt Debian répond (apt-get update), puis relancez : ce qui est déjà construit ne sera pas refait.",
    ],
    "disk-full": ({ what = "", detail = "" }: Params) => [
      `Le disque est plein${what && ` (${what})`} : ${detail}`,
      "Libérez de la place (« epicerie doctor » dit combien il en faut), puis relancez.",
    ],
    "no-free-network": ({ range = "", detail = "" }: Params) => [
      `Il n'y a plus d'adresses libres dans ${range} : ${detail}`,
      "Arrêtez un autre bac à sable (« epicerie sandbox down » dans son dossier), puis relancez.",
    ],
    "service-failed": ({ service = "", detail = "" }: Params) => [
      `Le service « ${service} » du bac à sable ne tient pas : ${detail}`,
      "Relancez « epicerie sandbox up » ; si cela recommence, « epicerie sandbox down » puis « up ».",
    ],
    "port-taken": ({ port = "", service = "" }: Params) => [
      `Le port ${port} de cette machine, voulu par ${service}, est déjà pris.`,
      "Arrêtez le programme qui l'occupe, puis relancez.",
    ],
  },
};

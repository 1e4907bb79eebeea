/** The sandbox: its parts, its life, its problems. */
export const sandbox = {
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
};

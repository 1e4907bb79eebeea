/** Ce qui ne va pas dans le projet Public Cloud, et que faire. */
export const modelProject = {
  invalidProject: () => ({
    what: "ce n'est pas l'identifiant d'un projet Public Cloud",
    remedy:
      "32 chiffres ou lettres de a à f, affichés sous le nom du projet dans l'espace client OVH.",
  }),
  projectUnknown: () => ({
    what: "on ne sait pas de quel projet il s'agit",
    remedy:
      'Écrivez id: "…" (sous le nom du projet dans l\'espace client OVH), ou order: { description: "…" } pour en commander un, qui sera facturé.',
  }),
  projectIdMissing: () => ({
    what: "le projet de la plateforme est commandé, mais son identifiant n'est pas encore écrit",
    remedy:
      "Après « up prod », recopiez-le à côté de la commande (project: { id: … }) dans stacks/prod.ts : npm run epicerie -- outputs prod le donne.",
  }),
};

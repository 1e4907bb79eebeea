/** What apps of the catalog ask of each other. */
export const catalog = {
  joinsOne: (app: string, other: string, count: number) => ({
    what:
      count === 0
        ? `${app} complète ${other}, et cette association n'a pas ${other}`
        : `${app} complète un seul ${other}, et cette association en a ${count}`,
    remedy:
      count === 0
        ? `Ajoutez ${other} à apps, ou retirez ${app}.`
        : `Gardez un seul ${other}, ou retirez ${app}.`,
  }),
};

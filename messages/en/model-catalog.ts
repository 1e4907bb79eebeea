import type { catalog as french } from "../fr/model-catalog";

export const catalog: typeof french = {
  joinsOne: (app: string, other: string, count: number) => ({
    what:
      count === 0
        ? `${app} completes ${other}, and this association has no ${other}`
        : `${app} completes one ${other}, and this association has ${count}`,
    remedy:
      count === 0
        ? `Add ${other} to apps, or remove ${app}.`
        : `Keep one ${other}, or remove ${app}.`,
  }),
};

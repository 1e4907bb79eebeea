/** Ce qui ne va pas dans les droits d'un épicier, et que faire. */
export const modelAccess = {
  seesWhat: () => ({
    what: "ce ne sont pas des piles",
    remedy:
      'Écrivez "everything" pour tout, ou une liste de piles, par exemple ["prod", "les-amis"].',
  }),
  seesNothing: () => ({
    what: "cet épicier ne verrait rien",
    remedy:
      "Ajoutez une pile à la liste, ou retirez cet épicier : ses droits disparaissent avec lui.",
  }),
};

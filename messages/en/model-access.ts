import type { modelAccess as fr } from "../fr/model-access";

/** What is wrong in an épicier's rights, and what to do. */
export const modelAccess = {
  seesWhat: () => ({
    what: "these are not stacks",
    remedy:
      'Write "everything" for all of them, or a list of stacks, for example ["prod", "les-amis"].',
  }),
  seesNothing: () => ({
    what: "this épicier would see nothing",
    remedy:
      "Add a stack to the list, or remove this épicier: the rights go with them.",
  }),
} satisfies typeof fr;

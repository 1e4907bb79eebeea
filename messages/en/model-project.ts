import type { modelProject as fr } from "../fr/model-project";

/** What is wrong with the Public Cloud project, and what to do about it. */
export const modelProject = {
  invalidProject: () => ({
    what: "this is not the id of a Public Cloud project",
    remedy:
      "32 digits or letters from a to f, shown below the project's name in OVH's console.",
  }),
  projectUnknown: () => ({
    what: "it is not known which project this is",
    remedy:
      'Write id: "…" (below the project\'s name in OVH\'s console), or order: { description: "…" } to order one, which is billed.',
  }),
  projectIdMissing: () => ({
    what: "the platform's project is ordered, but its id is not written yet",
    remedy:
      'After "up prod", copy it beside the order (project: { id: … }) in stacks/prod.ts: npm run epicerie -- outputs prod tells it.',
  }),
} satisfies typeof fr;

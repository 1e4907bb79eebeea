import type { modelWeb as french } from "../fr/model-web";
import { enumerate } from "../format";

export const modelWeb: typeof french = {
  domainWrittenTwice: () => ({
    what: "this domain is written twice",
    remedy: "Keep it once, in domain or in domains.",
  }),
  hostOfNoDomain: (known) => ({
    what: "this name is in no domain of the association",
    remedy: `Choose a name of ${enumerate(known, "or")}, or add its domain, if it is at OVH: domains: ["…"].`,
  }),
};

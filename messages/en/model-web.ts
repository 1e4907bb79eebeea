import type { modelWeb as french } from "../fr/model-web";
import { enumerate } from "../format";

export const modelWeb: typeof french = {
  domainWrittenTwice: () => ({
    what: "this domain is written twice",
    remedy: "Keep it once, in domain or in domains.",
  }),
  domainInLabel: (whole, label) => ({
    what: `the name would be ${whole}`,
    remedy: `Write it without the domain: "${label}".`,
  }),
  otherDomainInLabel: (whole, host) => ({
    what: `the name would be ${whole}`,
    remedy: `Here goes a name of the first domain, such as "www"; one of another domain is written whole in also: ["${host}"].`,
  }),
  hostOfNoDomain: (known) => ({
    what: "this name is in no domain of the association",
    remedy: `Choose a name of ${enumerate(known, "or")}, or add its domain, if it is at OVH: domains: ["…"].`,
  }),
};

import { holdsData } from "./data-types";
import type { Rule } from "./rule";

/** What holds data is protected, so that a line removed from the code destroys nothing; unless the stack is disposable. */
export const dataProtected: Rule = {
  id: "data-protected",
  check: ({ type, urn, protect }, { disposable }) =>
    holdsData(type, urn) && !protect && !disposable
      ? [(texts) => texts.dataNotProtected()]
      : [],
};

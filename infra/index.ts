import * as pulumi from "@pulumi/pulumi";
import { isLanguage } from "../messages/messages";
import { program } from "./program";

/** What `pulumi up -s <stack>` runs. Its messages are in French, or in `EPICERIE_LANG`. */
export = (): Promise<Record<string, unknown>> => {
  const language = process.env.EPICERIE_LANG ?? "";
  return program(pulumi.getStack(), isLanguage(language) ? { language } : {})();
};

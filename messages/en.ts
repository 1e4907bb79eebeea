import type { fr } from "./fr";
import { apps } from "./en/apps";
import { cli } from "./en/cli";
import { creation } from "./en/creation";
import { demo } from "./en/demo";
import { dns } from "./en/dns";
import { doctor } from "./en/doctor";
import { explain } from "./en/explain";
import { help } from "./en/help";
import { mail } from "./en/mail";
import { model } from "./en/model";
import { plan } from "./en/plan";
import { policies } from "./en/policies";
import { progress } from "./en/progress";
import { sandbox } from "./en/sandbox";
import { sites } from "./en/sites";
import { words } from "./en/words";

/** The English catalogue. */
export const en = {
  apps,
  cli,
  creation,
  demo,
  dns,
  doctor,
  explain,
  help,
  mail,
  model,
  plan,
  policies,
  progress,
  sandbox,
  sites,
  words,
} satisfies typeof fr;

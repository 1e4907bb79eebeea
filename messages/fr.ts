import { apps } from "./fr/apps";
import { cli } from "./fr/cli";
import { creation } from "./fr/creation";
import { demo } from "./fr/demo";
import { dns } from "./fr/dns";
import { doctor } from "./fr/doctor";
import { explain } from "./fr/explain";
import { help } from "./fr/help";
import { mail } from "./fr/mail";
import { model } from "./fr/model";
import { plan } from "./fr/plan";
import { policies } from "./fr/policies";
import { progress } from "./fr/progress";
import { sandbox } from "./fr/sandbox";
import { sites } from "./fr/sites";
import { words } from "./fr/words";

/** The French catalogue: the model that every translation must fill. */
export const fr = {
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
};

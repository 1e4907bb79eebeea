import { cli } from "./fr/cli";
import { demo } from "./fr/demo";
import { doctor } from "./fr/doctor";
import { help } from "./fr/help";
import { model } from "./fr/model";
import { plan } from "./fr/plan";
import { policies } from "./fr/policies";
import { progress } from "./fr/progress";
import { sandbox } from "./fr/sandbox";
import { words } from "./fr/words";

/** The French catalogue: the model that every translation must fill. */
export const fr = {
  cli,
  demo,
  doctor,
  help,
  model,
  plan,
  policies,
  progress,
  sandbox,
  words,
};

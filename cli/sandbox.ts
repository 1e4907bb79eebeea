import type { Messages } from "../messages/messages";
import { Sandbox } from "../sandbox/sandbox";
import type { Progress } from "../sandbox/context";
import { sandboxNeeds } from "../infra/needs";
import type { Model } from "../infra/model/model";
import type { Context } from "./context";
import { hasLostSandbox } from "./forget";
import { Refusal } from "./refusal";
import { ProgressView } from "./view/progress";

/** Opens the sandbox and brings up what the stacks need of it, telling the steps. Idempotent; seconds when all is there. */
export async function raiseSandbox(
  context: Context,
  model: Model,
): Promise<Sandbox> {
  const { messages, output } = context;
  if (await hasLostSandbox(context.home))
    throw new Refusal(({ sandbox }) => [sandbox.lost(), sandbox.lostRemedy()]);
  const view = new ProgressView(output, messages);
  try {
    const sandbox = await Sandbox.open(context.home, tell(view, messages));
    await sandbox.up(sandboxNeeds(model));
    return sandbox;
  } finally {
    view.stop();
  }
}

/** Opens the sandbox without starting anything in it. */
export function openSandbox(
  context: Context,
  view: ProgressView,
): Promise<Sandbox> {
  return Sandbox.open(context.home, tell(view, context.messages));
}

/** Seconds. */
const SHORT = 1;

/** The sandbox's events as lines of a view. */
function tell(view: ProgressView, { sandbox }: Messages): Progress {
  const known = new Set<string>();
  return ({ step, detail, done, seconds }) => {
    const label = sandbox.step(step);
    if (done) {
      known.delete(step);
      // What was there already is found in no time: not worth a line.
      if (seconds !== undefined && seconds < SHORT) return view.forget(step);
      return view.end(step, (time) => sandbox.stepDone(label, time), seconds);
    }
    // The only change to this machine that stays: told before it is made.
    if (step === "engine" && detail?.startsWith("apt-get"))
      view.say(sandbox.installsEngine(detail));
    if (!known.has(step)) view.start(step, label);
    known.add(step);
    if (detail) view.detail(step, detail);
  };
}

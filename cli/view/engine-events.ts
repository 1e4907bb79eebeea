import type { EngineEvent } from "../../engine/engine";
import type { Messages } from "../../messages/messages";
import { nounOf } from "./nouns";
import { isBookkeeping, nameOf } from "./planned-step";
import type { ProgressView } from "./progress";

/** The engine's events as lines of a view; components and providers go unsaid. */
export function tellEngine(
  view: ProgressView,
  messages: Messages,
): (event: EngineEvent) => void {
  const { progress, words } = messages;
  return (event) => {
    if (event.kind === "log") {
      if (event.urn !== undefined) view.detail(event.urn, event.message);
      return;
    }
    if (event.kind === "summary" || isBookkeeping(event.type)) return;
    const facts = [
      words.operations[event.op],
      nounOf(event.type, messages),
      nameOf(event.urn),
    ] as const;
    if (event.kind === "step-start")
      view.start(event.urn, progress.started(...facts));
    else if (event.kind === "step-done" && QUIET.has(event.op))
      view.forget(event.urn);
    else if (event.kind === "step-done")
      view.end(
        event.urn,
        (time) => progress.done(...facts, time),
        event.seconds,
      );
    else
      view.end(
        event.urn,
        (time) => progress.failed(...facts, time),
        event.seconds,
      );
  };
}

/** Operations that change nothing: told only while they last. */
const QUIET: ReadonlySet<string> = new Set(["read", "refresh", "same"]);

import type { Messages } from "../messages/messages";
import type { Output } from "./output";

/**
 * Ctrl-C, heard once: the signal is aborted, so that what runs finishes and nothing else starts; heard twice: the process
 * ends at once. SIGTERM counts as a first Ctrl-C. Returns the signal and a function that stops listening.
 */
export function listenForInterruption(
  output: Output,
  { progress }: Messages,
): { signal: AbortSignal; stop: () => void } {
  const controller = new AbortController();
  const heard = () => {
    if (controller.signal.aborted) {
      output.error(progress.quit());
      process.exit(130);
    }
    output.error(progress.stopping());
    controller.abort();
  };
  process.on("SIGINT", heard);
  process.on("SIGTERM", heard);
  return {
    signal: controller.signal,
    stop: () => {
      process.off("SIGINT", heard);
      process.off("SIGTERM", heard);
    },
  };
}

import { examine, type Finding } from "../examination";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";

/** Says what this machine has, what it lacks and how to get it. Exit 1 when something necessary is missing. */
export const doctor: Command = {
  name: "doctor",
  positionals: [],
  options: ["json"],
  run: runDoctor,
};

async function runDoctor(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const findings = await examine(context);
  const missing = findings.filter(
    ({ present, necessary }) => !present && necessary,
  );
  if (typed.has("json")) {
    output.json({ ok: missing.length === 0, findings });
  } else {
    for (const finding of findings)
      for (const line of findingLines(finding, context)) output.line(line);
    output.line(
      missing.length === 0
        ? messages.doctor.ready()
        : messages.doctor.notReady(missing.length),
    );
  }
  return missing.length === 0 ? 0 : 1;
}

function findingLines(
  { what, present, necessary, remedy }: Finding,
  { messages }: Context,
): string[] {
  const { doctor: texts } = messages;
  const state = present
    ? texts.present()
    : necessary
      ? texts.missing()
      : texts.optional();
  return [
    `${present ? "✓" : necessary ? "✗" : "·"} ${messages.words.labelled(what, state)}`,
    ...(present ? [] : [`    → ${remedy}`]),
  ];
}

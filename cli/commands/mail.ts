import type { Beneficiary } from "../../infra/model/beneficiary";
import type { Model } from "../../infra/model/model";
import type { Command, ExitCode } from "../command";
import { requireConfirmation } from "../confirmation";
import type { Context } from "../context";
import { requireModel, requireStack } from "../project";
import { engineFlag, wantsPulumi } from "../pulumi";
import { Refusal } from "../refusal";
import { raiseSandbox } from "../sandbox";
import { runOnServer } from "../server-login";

/** Shows what of a beneficiary's outgoing mail is stopped and waits, and lets it go or deletes it. */
export const mail: Command = {
  name: "mail",
  positionals: ["stack"],
  options: ["release", "discard", "server", "yes", "json", "engine"],
  run: runMail,
};

/** What `epicerie-mail show` prints (`components/scripts/mail-guard.py`). */
export interface MailQueue {
  /** Recipients within `minutes`; null while the server knows no login of the beneficiary. */
  readonly limit: number | null;
  readonly minutes: number | null;
  /** Whether its apps are no longer on that server, where some of their mail stayed. */
  readonly left: boolean;
  /** ISO 8601. */
  readonly stoppedSince: string | null;
  /** Messages that are on their way. */
  readonly waiting: number;
  readonly held: readonly HeldMessage[];
}

export interface HeldMessage {
  /** Unix time, seconds. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
}

async function runMail(context: Context): Promise<ExitCode> {
  const { arguments: typed, output } = context;
  const stack = requireStack(context);
  const model = requireModel(stack);
  const beneficiary = model.beneficiaries.find(({ name }) => name === stack);
  if (!beneficiary?.outgoingMail)
    throw new Refusal(({ mail }) => [mail.sendsNone(stack)]);
  const act = actionOf(context);
  const server = serverOf(context, model, beneficiary);
  if (!wantsPulumi(context)) await raiseSandbox(context, model);
  const ask = (what: string): Promise<string> =>
    runOnServer(context, server, `sudo epicerie-mail ${what} ${stack}`);
  const queue = JSON.parse(await ask("show")) as MailQueue;
  if (act === undefined) {
    if (typed.has("json")) output.json(queue);
    else tell(context, queue, beneficiary, server);
    return 0;
  }
  if (act === "discard" && queue.held.length > 0) {
    tell(context, queue, beneficiary, server);
    await requireConfirmation(context, stack, "mail --discard");
  }
  const done = JSON.parse(await ask(act)) as { readonly messages: number };
  if (typed.has("json")) output.json(done);
  else output.line(context.messages.mail.done(act, done.messages));
  return 0;
}

function actionOf({ arguments: typed }: Context) {
  const acts = (["release", "discard"] as const).filter((act) =>
    typed.has(act),
  );
  if (acts.length > 1) throw new Refusal(({ mail }) => [mail.oneAct()]);
  return acts[0];
}

/** Its own, or another one that it was on before, where some of its mail may have stayed. */
function serverOf(
  { arguments: typed }: Context,
  { platform }: Model,
  { server }: Beneficiary,
): string {
  const name = typed.value("server") ?? server.name;
  const names = platform?.servers.map((one) => one.name) ?? [];
  if (!names.includes(name))
    throw new Refusal(({ cli, words }) => [
      cli.unknownServer(name, words.list(names)),
    ]);
  return name;
}

/** Who may send how much, what is stopped, what waits, and what to do. */
function tell(
  context: Context,
  { limit, minutes, left, stoppedSince, waiting, held }: MailQueue,
  { name, displayName, server }: Beneficiary,
  asked: string,
): void {
  const { messages, language, output } = context;
  const { mail } = messages;
  const isElsewhere = asked !== server.name;
  const engine = `${isElsewhere ? ` --server ${asked}` : ""}${engineFlag(context)}`;
  if (limit === null || minutes === null) {
    output.line(
      isElsewhere
        ? mail.nothingThere(displayName, asked)
        : mail.unknown(displayName, `epicerie up ${name}${engine}`),
    );
    return;
  }
  const time = new Intl.DateTimeFormat(language, {
    ...{ dateStyle: "short", timeStyle: "short", timeZone: "Europe/Paris" },
  });
  output.line(
    left
      ? mail.left(displayName, asked)
      : mail.limit(displayName, limit, minutes),
  );
  if (waiting > 0) output.line(mail.waiting(waiting));
  if (stoppedSince === null && held.length === 0) {
    output.line(mail.nothingStopped());
    return;
  }
  if (stoppedSince !== null && !left)
    output.line(mail.stopped(time.format(new Date(stoppedSince))));
  output.line(mail.held(held.length));
  output.table(
    held.map(({ at, from, to }) => [
      `  ${time.format(new Date(at * 1000))}`,
      from,
      messages.words.list(to),
    ]),
  );
  output.line(mail.release(`epicerie mail ${name} --release${engine}`));
  output.line(mail.discard(`epicerie mail ${name} --discard${engine}`));
}

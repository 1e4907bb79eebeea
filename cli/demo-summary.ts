import type { Model } from "../infra/model/model";
import type { Sandbox } from "../sandbox/sandbox";
import { tellAddresses } from "./addresses";
import type { Context } from "./context";
import type { Plan } from "./plan-stack";
import { nounOf } from "./view/nouns";
import { isBookkeeping } from "./view/planned-step";

/** What the demo did. */
export interface DemoResult {
  readonly plans: readonly Plan[];
  readonly sandbox: Sandbox;
  readonly model: Model;
  /** Name of the association's stack. */
  readonly association: string;
  readonly seconds: number;
}

/** Types worth naming in the list of what was created; the rest serves these. */
const NAMED =
  /instance:Instance|volume:Volume|zoneRecord:|ovhmail:index:(Mailbox|Redirection)|privateDatabaseDb:|storage:Storage|service:Service$/;

/** What was created, in how long, where to look, how to stop. */
export async function summarize(
  context: Context,
  { plans, sandbox, model, association, seconds }: DemoResult,
): Promise<void> {
  const { messages, output } = context;
  const { demo, words } = messages;
  const time = words.duration(seconds);
  const changed = plans.some(({ verdict }) => !verdict.nothingToDo);
  output.line();
  if (changed) {
    output.line(
      demo.online(words.list(plans.map(({ target }) => target.stack)), time),
    );
    const created = createdOf(plans, context);
    if (created.length > 0) output.line(demo.created(words.list(created)));
  } else {
    output.line(demo.nothingToDo(time));
  }
  await tellAddresses(context, sandbox, association);
  await tellWays(context, { sandbox, model, association });
}

function createdOf(plans: readonly Plan[], { messages }: Context): string[] {
  const counts = new Map<string, number>();
  for (const { operation, type } of plans.flatMap(({ steps }) => steps)) {
    if (operation !== "create" || isBookkeeping(type) || !NAMED.test(type))
      continue;
    const noun = nounOf(type, messages);
    counts.set(noun, (counts.get(noun) ?? 0) + 1);
  }
  return [...counts].map(([noun, count]) =>
    messages.demo.quantity(count, noun),
  );
}

/** How to go on: passwords, mail, another association, the end. */
async function tellWays(
  context: Context,
  {
    sandbox,
    model,
    association,
  }: Pick<DemoResult, "sandbox" | "model" | "association">,
): Promise<void> {
  const { messages, output } = context;
  const { demo } = messages;
  const epicerie = (words: string) => `npm run epicerie -- ${words}`;
  const beneficiary = model.beneficiaries.find(
    ({ name }) => name === association,
  );
  const mailbox = beneficiary?.mailboxes[0]?.name;
  const mail = (await sandbox.status()).parts.find(
    ({ name }) => name === "mail",
  );
  output.line();
  output.line(
    demo.passwords(epicerie(`outputs ${association} --show-secrets`)),
  );
  if (
    mail?.address &&
    mailbox !== undefined &&
    beneficiary?.domain !== undefined
  ) {
    const address = `${mailbox}@${beneficiary.domain}`;
    output.line(
      demo.mail(
        `curl --insecure --user ${address} "imaps://${mail.address}/INBOX;MAILINDEX=1"`,
      ),
    );
  }
  const other = model.beneficiaries.find(({ name }) => name !== association);
  if (other) output.line(demo.another(epicerie(`up ${other.name}`)));
  output.line(demo.stop(epicerie("sandbox down")));
}

import { createInterface } from "node:readline/promises";
import { explainServers, type RoomOnServer } from "../infra/model/explanation";
import { appTitles } from "../infra/model/installed-app";
import { type Problem, ProblemsError } from "../infra/model/problems";
import { isOpenTo } from "../infra/model/servers";
import type { Model } from "../infra/model/model";
import { DEFAULT_SIZE, presets, SIZES } from "../infra/model/presets";
import type { Messages } from "../messages/messages";
import type { Context } from "./context";
import { OPTIONS } from "./options";
import { wordProblem } from "./problems";
import { Refusal } from "./refusal";
import {
  type Answers,
  type Field,
  FIELDS,
  problemsOfFields,
  readAnswer,
} from "./stack-answers";

/** Asks one question and gives the answer. */
export type Ask = (question: string) => Promise<string>;

/** Where questions are asked, and what is said between them. */
export interface Interview {
  readonly ask: Ask;
  readonly say: (line: string) => void;
  readonly messages: Messages;
}

/** Without these a file would say nothing; the rest has defaults. */
const REQUIRED = ["displayName", "contact", "domain", "server"] as const;

/** The answers as given when they suffice; else those of the person at the terminal, if there is one. */
export async function completeAnswers(
  context: Context,
  model: Model,
  name: string,
  given: Answers,
): Promise<Answers> {
  const { messages, output } = context;
  const missing = REQUIRED.filter(
    (field) => given[field] === undefined && isAsked(field, model, name),
  );
  if (missing.length === 0) return given;
  if (!process.stdin.isTTY) throw withoutTerminal(model, name, missing);
  output.line(messages.creation.intro(`stacks/${name}.ts`));
  const say = (line: string): void => output.line(line);
  return onTerminal(context, (ask) =>
    interview({ ask, say, messages }, model, name, given),
  );
}

/** Nobody can be asked: says what is missing, and shows a command that says all. */
function withoutTerminal(
  model: Model,
  name: string,
  missing: readonly (typeof REQUIRED)[number][],
): Refusal {
  const flags = missing.map((field) => OPTIONS[field].flag);
  const [server] = isAsked("server", model, name)
    ? openServers(model, name).sort((a, b) => b.free - a.free)
    : [];
  const example = [
    `npm run epicerie -- new ${name} --display-name "…" --contact bureau@${name}.example --domain ${name}.example --app wordpress@www`,
    ...(server ? [`--server ${server.name}`] : []),
  ].join(" ");
  return new Refusal((messages) => [
    messages.creation.missingOptions(messages.words.list(flags)),
    ...(missing.includes("server")
      ? [messages.creation.servers(roomsOf(model, name, messages))]
      : []),
    messages.creation.missingOptionsExample(example),
  ]);
}

/** Asks for what was not given; each answer is checked at once, and asked for again until it is right. */
export async function interview(
  { ask, say, messages }: Interview,
  model: Model,
  name: string,
  given: Answers,
): Promise<Answers> {
  let answers = given;
  for (const field of FIELDS) {
    if (given[field] !== undefined || !isAsked(field, model, name)) continue;
    const question = promptOf(field, model, name, messages);
    const judge = (all: Answers): Problem[] =>
      problemsOfFields(model, name, all, concerns(field, model, name));
    for (let right = false; !right;) {
      const typed = (await ask(question)).trim();
      const text = typed === "" && field === "size" ? DEFAULT_SIZE : typed;
      const now = { ...answers, ...readAnswer(field, text) };
      const problems = judge(now);
      const others = choicesOf(field, model, name);
      // No other answer would be right, either: the question would come back for ever.
      if (
        others.length > 0 &&
        others.every((one) => judge({ ...answers, [field]: one }).length > 0)
      )
        throw new ProblemsError(problems);
      for (const problem of problems) {
        const { what, remedy } = wordProblem(problem, messages);
        say(messages.creation.wrongAnswer(what, remedy));
      }
      right = problems.length === 0;
      if (right) answers = now;
    }
  }
  return answers;
}

/** Where an association may go to one server only, nobody is asked for it. */
function isAsked(field: Field, model: Model, name: string): boolean {
  return field !== "server" || openServers(model, name).length > 1;
}

/** The servers that are not another's own. */
function openServers(model: Model, name: string): RoomOnServer[] {
  return explainServers(model).filter((server) => isOpenTo(server, name));
}

function roomsOf(
  model: Model,
  name: string,
  { creation, words }: Messages,
): string {
  const rooms = openServers(model, name).map((server) =>
    creation.roomOn(server.name, server.free),
  );
  return words.list(rooms);
}

/** All answers to a question that has few. */
function choicesOf(
  field: Field,
  model: Model,
  name: string,
): readonly string[] {
  if (field === "size") return SIZES;
  return field === "server"
    ? openServers(model, name).map((server) => server.name)
    : [];
}

/** What an answer decides: a size the disk, and the room where there is no server to choose. */
function concerns(
  field: Field,
  model: Model,
  name: string,
): (Field | "disk")[] {
  if (field !== "size") return [field];
  return [
    "size",
    "disk",
    ...(isAsked("server", model, name) ? [] : ["server" as const]),
  ];
}

function promptOf(
  field: Field,
  model: Model,
  name: string,
  messages: Messages,
): string {
  const { creation, words } = messages;
  const { questions } = creation;
  if (field === "size") {
    const sizes = SIZES.map((size) =>
      creation.sizeOf(size, presets[size].disk),
    );
    return creation.promptWithDefault(
      questions.size(words.list(sizes)),
      DEFAULT_SIZE,
    );
  }
  if (field === "server") {
    const servers = roomsOf(model, name, messages);
    return creation.prompt(questions.server(servers));
  }
  if (field === "apps") {
    const ids = Object.keys(appTitles());
    return creation.prompt(questions.apps(words.list(ids)));
  }
  return creation.prompt(questions[field]());
}

/** Lets `run` ask on the terminal. Ctrl-C and Ctrl-D end it as a refusal: nothing was written. */
export async function onTerminal<T>(
  { signal }: Pick<Context, "signal">,
  run: (ask: Ask) => Promise<T>,
): Promise<T> {
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  const close = (): void => terminal.close();
  const gone = new Promise<never>((_, reject) => {
    terminal.once("close", () =>
      reject(new Refusal(({ creation }) => ["", creation.stopped()])),
    );
  });
  signal.addEventListener("abort", close);
  try {
    return await Promise.race([
      run((question) => terminal.question(question)),
      gone,
    ]);
  } finally {
    gone.catch(() => undefined);
    signal.removeEventListener("abort", close);
    close();
  }
}

import { readFileSync } from "node:fs";
import * as path from "node:path";
import {
  isLanguage,
  messagesFor,
  type Language,
  type Messages,
} from "../messages/messages";
import { parseArguments } from "./arguments";
import type { ExitCode } from "./command";
import { commandHelp, generalHelp } from "./help";
import { listenForInterruption } from "./interruption";
import { Output } from "./output";
import { sentencesOf } from "./problems";
import { Refusal } from "./refusal";
import { COMMANDS, COMMAND_NAMES } from "./registry";
import { closest } from "../infra/model/suggest";

const ROOT = path.resolve(__dirname, "..");

/** Runs the command that the words name and gives the exit code. Never throws: what goes wrong is said. */
export async function main(words: readonly string[]): Promise<ExitCode> {
  const language = languageOf(words);
  const messages = messagesFor(language);
  const output = new Output(
    process.stdout,
    process.stderr,
    words.includes("--json"),
  );
  try {
    return await dispatch(words, language, messages, output);
  } catch (error) {
    for (const line of sentencesOf(error, messages)) output.error(line);
    return 1;
  }
}

async function dispatch(
  words: readonly string[],
  language: Language,
  messages: Messages,
  output: Output,
): Promise<ExitCode> {
  const { name, rest } = splitCommand(withHelp(words));
  if (name === undefined && words.includes("--version")) {
    output.line(`epicerie ${version()}`);
    return 0;
  }
  if (name === undefined || name === "sandbox") {
    for (const line of generalHelp(messages, name)) output.line(line);
    return 0;
  }
  const command = await COMMANDS[name]();
  const parsed = parseArguments(rest, command);
  if (parsed.has("help")) {
    for (const line of commandHelp(command, messages)) output.line(line);
    return 0;
  }
  const interruption = listenForInterruption(output, messages);
  const home = path.resolve(
    process.env.EPICERIE_HOME ?? path.join(ROOT, ".epicerie"),
  );
  try {
    return await command.run({
      arguments: parsed,
      language,
      messages,
      output,
      root: ROOT,
      home,
      signal: interruption.signal,
    });
  } finally {
    interruption.stop();
  }
}

/** `help check` is `check --help`. */
function withHelp(words: readonly string[]): readonly string[] {
  const at = commandAt(words);
  if (words[at] !== "help") return words;
  return [...words.slice(0, at), ...words.slice(at + 1), "--help"];
}

/** Where the command begins; -1 without one. */
function commandAt(words: readonly string[]): number {
  return words.findIndex(
    (word, index) => !word.startsWith("-") && words[index - 1] !== "--lang",
  );
}

function version(): string {
  const file = path.join(ROOT, "package.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string })
    .version;
}

/** The command that the first words name; none for no word at all or `--help`. */
function splitCommand(words: readonly string[]): {
  name?: keyof typeof COMMANDS | "sandbox";
  rest: readonly string[];
} {
  const start = commandAt(words);
  const [first, second] = [words[start], words[start + 1]];
  if (start < 0 || first === undefined) return { rest: [] };
  const before = words.slice(0, start);
  const two = COMMAND_NAMES.find((name) => name === `${first} ${second ?? ""}`);
  if (two) return { name: two, rest: [...before, ...words.slice(start + 2)] };
  const one = COMMAND_NAMES.find((name) => name === first);
  if (one) return { name: one, rest: [...before, ...words.slice(start + 1)] };
  if (first === "sandbox" && (second === undefined || second.startsWith("-")))
    return { name: "sandbox", rest: [] };
  throw unknownCommand(first, first === "sandbox" ? second : undefined);
}

function unknownCommand(first: string, second?: string): Refusal {
  const group = "sandbox ";
  const inGroup = COMMAND_NAMES.filter((name) => name.startsWith(group));
  const close =
    second === undefined
      ? closest(first, COMMAND_NAMES)
      : closest(
          second,
          inGroup.map((name) => name.slice(group.length)),
        ).map((name) => group + name);
  return new Refusal(({ cli }) => [
    cli.unknownCommand(second === undefined ? first : `${first} ${second}`),
    close.length > 0
      ? cli.didYouMean(close.join(", "))
      : cli.seeHelp("epicerie --help"),
  ]);
}

/** `--lang`, else EPICERIE_LANG, else French; a wrong `--lang` is refused later, when options are read. */
function languageOf(words: readonly string[]): Language {
  const at = words.indexOf("--lang");
  const inline = words
    .find((word) => word.startsWith("--lang="))
    ?.slice("--lang=".length);
  const asked =
    (at >= 0 ? words[at + 1] : inline) ?? process.env.EPICERIE_LANG ?? "fr";
  return isLanguage(asked) ? asked : "fr";
}

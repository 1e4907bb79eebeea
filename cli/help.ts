import type { Messages } from "../messages/messages";
import type { Command } from "./command";
import { GLOBAL_OPTIONS, OPTIONS, type OptionName } from "./options";
import { COMMAND_NAMES } from "./registry";

/** The first page: every command, one line each; with a prefix such as "sandbox", those that begin with it. */
export function generalHelp({ help }: Messages, prefix = ""): string[] {
  const names = COMMAND_NAMES.filter((name) => name.startsWith(prefix));
  return [
    help.intro(),
    "",
    help.usage(`epicerie ${help.commandWord(prefix)} …`),
    "",
    help.commands(),
    ...columns(names.map((name) => [name, help.command[name]])),
    "",
    help.options(),
    ...optionLines(GLOBAL_OPTIONS, help),
    "",
    help.moreHelp(`epicerie ${help.commandWord(prefix)} --help`),
  ];
}

/** The page of one command. */
export function commandHelp(
  command: Command,
  { help, words }: Messages,
): string[] {
  const { name, positionals, optionalPositionals = [] } = command;
  const named = [
    ...positionals.map((word) => [word, `<${word}>`] as const),
    ...optionalPositionals.map((word) => [word, `[<${word}>]`] as const),
  ];
  const typed = named.map(([, shown]) => shown);
  const told = named.map(([word, shown]): [string, string] => [
    shown,
    help.argument[word],
  ]);
  const usage = ["epicerie", name, ...typed, "[options]"].join(" ");
  return [
    words.labelled(name, help.command[name]),
    "",
    help.usage(usage),
    ...(named.length > 0 ? ["", help.arguments(), ...columns(told)] : []),
    "",
    help.options(),
    ...optionLines([...command.options, ...GLOBAL_OPTIONS], help),
  ];
}

function optionLines(
  names: readonly OptionName[],
  help: Messages["help"],
): string[] {
  return columns(names.map((name) => [OPTIONS[name].flag, help.option[name]]));
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

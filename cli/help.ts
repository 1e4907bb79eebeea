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
  const named = command.positionals.map((name) => `<${name}>`);
  const usage = ["epicerie", command.name, ...named, "[options]"].join(" ");
  const positionals = command.positionals.map((name): [string, string] => [
    `<${name}>`,
    help.argument[name],
  ]);
  return [
    words.labelled(command.name, help.command[command.name]),
    "",
    help.usage(usage),
    ...(positionals.length > 0
      ? ["", help.arguments(), ...columns(positionals)]
      : []),
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

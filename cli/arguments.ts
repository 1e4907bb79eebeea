import { closest } from "../infra/model/suggest";
import type { ArgumentName, Command } from "./command";
import { GLOBAL_OPTIONS, OPTIONS, type OptionName } from "./options";
import { Refusal } from "./refusal";

/** What was typed after a command, checked against what the command takes. */
export class Arguments {
  constructor(
    private readonly positionals: ReadonlyMap<ArgumentName, string>,
    private readonly options: ReadonlyMap<OptionName, readonly string[]>,
  ) {}

  /** A word that the command requires. */
  word(name: ArgumentName): string {
    const value = this.positionals.get(name);
    if (value === undefined)
      throw new Error(`the command declares no <${name}>`);
    return value;
  }

  /** A word that the command takes and does without. */
  optionalWord(name: ArgumentName): string | undefined {
    return this.positionals.get(name);
  }

  has(option: OptionName): boolean {
    return this.options.has(option);
  }

  /** The value of an option, the last one given; undefined when the option is absent or stands alone. */
  value(option: OptionName): string | undefined {
    return this.values(option).at(-1);
  }

  /** Every value of an option that may be repeated. */
  values(option: OptionName): readonly string[] {
    return this.options.get(option) ?? [];
  }
}

type Positionals = Pick<
  Command,
  "name" | "positionals" | "optionalPositionals"
>;

/** Reads the words after a command. Throws a {@link Refusal} for what the command does not take or lacks. */
export function parseArguments(
  words: readonly string[],
  command: Pick<Command, "name" | "options"> & Positionals,
): Arguments {
  const allowed = [...GLOBAL_OPTIONS, ...command.options];
  const found: string[] = [];
  const options = new Map<OptionName, readonly string[]>();
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith("-")) {
      found.push(word);
      continue;
    }
    const [flag = word, ...inline] = word.split("=");
    const name = optionNamed(flag, allowed, command.name);
    const argumentsComplete = found.length >= command.positionals.length;
    const written = inline.length > 0 ? inline.join("=") : undefined;
    const value = optionValue(name, written, rest, argumentsComplete);
    const before = OPTIONS[name].kind === "values" ? options.get(name) : [];
    options.set(name, [
      ...(before ?? []),
      ...(value === undefined ? [] : [value]),
    ]);
  }
  if (options.has("help")) return new Arguments(new Map(), options);
  return new Arguments(namePositionals(found, command), options);
}

function optionNamed(
  flag: string,
  allowed: readonly OptionName[],
  command: string,
): OptionName {
  const long = flag === "-h" ? "--help" : flag;
  const name = allowed.find((candidate) => OPTIONS[candidate].flag === long);
  if (name) return name;
  const close = closest(
    flag,
    allowed.map((candidate) => OPTIONS[candidate].flag),
  );
  throw new Refusal(({ cli }) => [
    cli.unknownOption(flag),
    close.length > 0
      ? cli.didYouMean(close.join(", "))
      : cli.seeHelp(`epicerie ${command} --help`),
  ]);
}

/**
 * The option's value, taken from after its `=` or from the words that follow it, which it then consumes; undefined for an
 * option that stands alone.
 */
function optionValue(
  name: OptionName,
  inline: string | undefined,
  rest: string[],
  argumentsComplete: boolean,
): string | undefined {
  const { flag, kind, choices } = OPTIONS[name];
  if (kind === "flag") {
    if (inline !== undefined)
      throw new Refusal(({ cli }) => [cli.optionTakesNoValue(flag)]);
    return undefined;
  }
  const next = rest[0]?.startsWith("-") ? undefined : rest[0];
  const mayTakeNext = kind !== "maybe-value" || argumentsComplete;
  const value =
    inline ?? (mayTakeNext && next !== undefined ? rest.shift() : undefined);
  if (value === undefined || value === "") {
    if (kind === "maybe-value") return undefined;
    throw new Refusal(({ cli }) => [cli.optionNeedsValue(flag)]);
  }
  if (choices && !choices.includes(value)) {
    throw new Refusal(({ cli }) => [
      cli.invalidChoice(flag, value, choices.join(", ")),
    ]);
  }
  return value;
}

function namePositionals(
  found: readonly string[],
  { name: command, positionals, optionalPositionals = [] }: Positionals,
): Map<ArgumentName, string> {
  const names = [...positionals, ...optionalPositionals];
  const extra = found[names.length];
  if (extra !== undefined)
    throw new Refusal(({ cli }) => [cli.unexpectedArgument(extra)]);
  const missing = positionals[found.length];
  if (missing !== undefined)
    throw new Refusal(({ cli }) => [
      missing === "stack"
        ? cli.missingStack(command)
        : cli.missingArgument(missing),
    ]);
  return new Map(
    names.flatMap((name, index): [ArgumentName, string][] => {
      const value = found[index];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

import { messagesFor } from "../messages/messages";
import { parseArguments } from "./arguments";
import type { Command } from "./command";
import { Refusal } from "./refusal";

const up: Pick<Command, "name" | "positionals" | "options"> = {
  name: "up",
  positionals: ["stack"],
  options: ["yes", "json", "engine", "config"],
};

function refusalOf(...words: string[]): string {
  try {
    parseArguments(words, up);
  } catch (error) {
    if (error instanceof Refusal) return error.say(messagesFor("en")).join(" ");
    throw error;
  }
  throw new Error(`accepted: ${words.join(" ")}`);
}

describe("the words after a command", () => {
  it("name the stack and set options, in any order", () => {
    const typed = parseArguments(
      ["--json", "les-amis", "--engine=pulumi", "--lang", "en"],
      up,
    );
    expect(typed.word("stack")).toBe("les-amis");
    expect(typed.has("json")).toBe(true);
    expect(typed.value("engine")).toBe("pulumi");
    expect(typed.value("lang")).toBe("en");
    expect(typed.has("yes")).toBe(false);
  });

  it.each([
    { words: ["les-amis", "--yes"], given: undefined },
    { words: ["les-amis", "--yes", "les-amis"], given: "les-amis" },
    { words: ["--yes", "les-amis"], given: undefined },
    { words: ["--yes=les-amis", "les-amis"], given: "les-amis" },
    { words: ["les-amis", "--yes", "--json"], given: undefined },
  ])("confirm with $words", ({ words, given }) => {
    const typed = parseArguments(words, up);
    expect(typed.word("stack")).toBe("les-amis");
    expect(typed.has("yes")).toBe(true);
    expect(typed.value("yes")).toBe(given);
  });

  it("may repeat a setting, whose value may hold an equals sign", () => {
    const typed = parseArguments(
      ["les-amis", "--config", "epicerie:a=1", "--config=epicerie:b=2=3"],
      up,
    );
    expect(typed.values("config")).toEqual(["epicerie:a=1", "epicerie:b=2=3"]);
    expect(typed.values("engine")).toEqual([]);
  });

  it("may leave out what a command does without", () => {
    const apps: Command = {
      ...{ name: "apps", positionals: [], optionalPositionals: ["app"] },
      ...{ options: ["json"], run: () => Promise.resolve(0) },
    };
    expect(parseArguments([], apps).optionalWord("app")).toBeUndefined();
    expect(parseArguments(["spip"], apps).optionalWord("app")).toBe("spip");
    expect(() => parseArguments(["spip", "galette"], apps)).toThrow(Refusal);
  });

  it("ask for help without the arguments", () => {
    expect(parseArguments(["-h"], up).has("help")).toBe(true);
  });

  it.each([
    [
      [],
      'Which stack? Without a name "up" does nothing; it never means all of them.',
    ],
    [["a", "b"], 'The argument "b" is one too many.'],
    [["a", "--jsn"], 'There is no option "--jsn" here. Did you mean: --json?'],
    [
      ["a", "--parallel"],
      'There is no option "--parallel" here. Help: epicerie up --help',
    ],
    [["a", "--engine"], 'The option "--engine" needs a value.'],
    [
      ["a", "--engine", "docker"],
      '"docker" is not possible for --engine: choose one of embedded, pulumi.',
    ],
    [["a", "--json=yes"], 'The option "--json" takes no value.'],
    [
      ["a", "--lang", "de"],
      '"de" is not possible for --lang: choose one of fr, en.',
    ],
  ])("refuses %j", (words, sentence) => {
    expect(refusalOf(...words)).toBe(sentence);
  });
});

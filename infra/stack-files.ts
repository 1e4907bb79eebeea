import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as importable from "./model/define";
import {
  type Model,
  modelOf,
  pathOf,
  PLATFORM,
  type StackSource,
} from "./model/model";
import { type Problem, ProblemList } from "./model/problems";
import { checkSource, syntaxProblem } from "./stack-source";

const STACKS_FOLDER = resolve(__dirname, "../stacks");

/** Names of the stacks declared in a folder: `prod` first, then the beneficiaries in alphabetical order. */
export function stackNames(folder = STACKS_FOLDER): string[] {
  const names = readdirSync(folder)
    .filter(
      (file) =>
        file.endsWith(".ts") &&
        !file.endsWith(".test.ts") &&
        !file.endsWith(".d.ts"),
    )
    .map((file) => file.slice(0, -".ts".length));
  return names.sort(
    (a, b) =>
      Number(b === PLATFORM) - Number(a === PLATFORM) || (a < b ? -1 : 1),
  );
}

/** Reads and checks every file of the folder. */
export function loadModel(folder = STACKS_FOLDER): Model {
  const names = stackNames(folder);
  return modelOf(new Map(names.map((name) => [name, load(folder, name)])));
}

/** What a stack file exports by default, or what is wrong with it. */
function load(folder: string, name: string): StackSource {
  const problems = new ProblemList(pathOf(name));
  const file = join(folder, `${name}.ts`);
  const text = readFileSync(file, "utf8");
  try {
    // With its ending: a file of the same name that somebody's compiler left there is not what was written.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the file's name is known only now, and the program is CommonJS
    const module = require(file) as { default?: unknown };
    const input = module.default;
    readThrough(input);
    checkSource(text, problems);
    if (input === undefined)
      problems.add((texts) => texts.noDefaultExport(factoryOf(name)));
    return { input, problems: problems.all };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    problems.add(
      syntaxProblem(text, said) ??
        loadProblem(firstLine(said), factoryOf(name)),
    );
    return { problems: problems.all };
  }
}

function factoryOf(name: string): string {
  return name === PLATFORM ? "definePlatform" : "defineBeneficiary";
}

/** Reads every value once: what fails when it is read (a getter) fails here, as a part of the file. */
function readThrough(value: unknown, known = new Set<unknown>()): void {
  if (typeof value !== "object" || value === null || known.has(value)) return;
  known.add(value);
  for (const one of Object.values(value)) readThrough(one, known);
}

/** Why a file that can be read does not load. */
function loadProblem(reason: string, factory: string): Problem["say"] {
  const [, word] = /^(\w+) is not defined$/.exec(reason) ?? [];
  if (word === undefined) return (texts) => texts.fileDoesNotLoad(reason);
  return Object.hasOwn(importable, word)
    ? (texts) => texts.notImported(word, factory)
    : (texts) => texts.unknownWord(word);
}

/** What ts-node writes above the compiler's own lines. */
const COMPILER_TITLE = "⨯ Unable to compile TypeScript:";

/** The first telling line of what a compiler or Node said, without its colours. */
function firstLine(text: string): string {
  const lines = text.replaceAll(/\u001b\[[0-9;]*m/g, "").split("\n");
  const telling = lines
    .map((line) => line.trim())
    .find((line) => line !== "" && line !== COMPILER_TITLE);
  return telling?.replace(/\.$/, "") ?? "?";
}

import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import * as path from "node:path";
import { fileBackend, type Backend } from "../engine/backend";
import type { EngineOptions } from "../engine/engine";
import type { ProviderFactory } from "../engine/provider";
import { PLATFORM, problemsOf, type Model } from "../infra/model/model";
import { loadModel, stackNames } from "../infra/stack-files";
import { ProblemsError } from "../infra/model/problems";
import type { Context } from "./context";
import { pulumiStacks, wantsPulumi } from "./pulumi";
import { Refusal } from "./refusal";
import { environmentPassphrases, openSettings } from "./secret-settings";
import { fullKey, projectName, readSettings, type Setting } from "./settings";
import { closest } from "../infra/model/suggest";

/** One stack, ready to be handed to the engine: where the model, the settings and the state meet. */
export interface Target {
  readonly stack: string;
  readonly model: Model;
  readonly options: EngineOptions;
}

/** The stack that was asked for. Refuses a name that no file of `stacks/` has, with the closest ones. */
export function requireStack(context: Context): string {
  return requireName(context, stackNames());
}

/** The same for what concerns only what is online: a stack whose file is gone can still be looked at and destroyed. */
export async function requireKnownStack(context: Context): Promise<string> {
  const names = stackNames();
  const typed = context.arguments.word("stack");
  if (names.includes(typed)) return typed;
  const left = wantsPulumi(context)
    ? withoutFile(await pulumiStacks(context))
    : await orphans(context);
  return requireName(context, [...names, ...left]);
}

/** Stacks with a state but without a file. */
export async function orphans(
  context: Pick<Context, "home" | "root">,
): Promise<string[]> {
  const project = projectName(context.root);
  const stored = await openBackend(context).list();
  return withoutFile(
    stored.filter((one) => one.project === project).map(({ stack }) => stack),
  );
}

function withoutFile(stacks: readonly string[]): string[] {
  const names = stackNames();
  return stacks.filter((stack) => !names.includes(stack));
}

function requireName(context: Context, names: readonly string[]): string {
  const name = context.arguments.word("stack");
  if (names.includes(name)) return name;
  const close = closest(name, names);
  throw new Refusal(({ cli, words }) => [
    cli.unknownStack(name),
    close.length > 0
      ? cli.didYouMean(words.list(close))
      : cli.knownNames(words.list(names)),
  ]);
}

/** The model, refused when the stack's own file or the platform's has problems. Another association's mistakes stop nobody. */
export function requireModel(stack: string): Model {
  const model = loadModel();
  const problems = problemsOf(model, stack);
  if (problems.length > 0) throw new ProblemsError(problems);
  return model;
}

/** Makes a stack ready. Without providers the engine previews from schemas alone: no engine, no network. */
export async function openTarget(
  context: Context,
  stack: string,
  providers?: ProviderFactory,
): Promise<Target> {
  const model = requireModel(stack);
  // Late: the SDKs behind it take most of a second to load, and most commands need none of them.
  const { program } = await import("../infra/program");
  const project = projectName(context.root);
  const passphrase = passphraseOf(context.home);
  const config = await openSettings(
    readSettings(context.root, project, stack),
    stack,
    () => [...environmentPassphrases(process.env), passphrase],
  );
  return {
    stack,
    model,
    options: {
      project,
      stack,
      program: program(stack, { language: context.language, model }),
      config: { ...config, ...typedSettings(context, project) },
      backend: openBackend(context),
      passphrase,
      signal: context.signal,
      ...(providers ? { providers } : {}),
    },
  };
}

/** Settings given with `--config`, which win over the files'. */
function typedSettings(
  { arguments: typed }: Context,
  project: string,
): Record<string, Setting> {
  const settings = typed.values("config").map((text): [string, Setting] => {
    const at = text.indexOf("=");
    if (at < 1) throw new Refusal(({ cli }) => [cli.invalidConfig(text)]);
    return [fullKey(text.slice(0, at), project), { value: text.slice(at + 1) }];
  });
  return Object.fromEntries(settings);
}

/** Where the states live. */
export function openBackend({ home }: Pick<Context, "home">): Backend {
  return fileBackend(stateFolder(home));
}

export function stateFolder(home: string): string {
  return path.join(home, "state");
}

export function passphraseFile(home: string): string {
  return path.join(home, "passphrase");
}

/** The passphrase that encrypts secrets in this home's states: made once, at random, readable by its owner alone. */
export function passphraseOf(home: string): string {
  const file = passphraseFile(home);
  if (!existsSync(file)) {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(32).toString("base64url"), {
      mode: 0o600,
      flag: "wx",
    });
  }
  return readFileSync(file, "utf8").trim();
}

/** Whose data a stack holds: the association's name, or for the platform everybody's. */
export function ownerOf(
  stack: string,
  { platform, beneficiaries }: Model,
  list: (names: readonly string[]) => string,
): string {
  if (stack !== PLATFORM)
    return (
      beneficiaries.find(({ name }) => name === stack)?.displayName ?? stack
    );
  return list([
    platform?.displayName ?? stack,
    ...beneficiaries.map(({ displayName }) => displayName),
  ]);
}

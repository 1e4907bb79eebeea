import * as pulumi from "@pulumi/pulumi";
import { type Language, messagesFor } from "../messages/messages";
import { beneficiaryStack } from "./beneficiary-stack";
import { type Model, PLATFORM, problemsOf } from "./model/model";
import { loadModel, stackNames } from "./stack-files";
import { formatProblem, type Problem, ProblemList } from "./model/problems";
import { MachineMissing } from "./platform-outputs";
import { createAccess } from "./platform-access";
import { platformStack } from "./platform-stack";
import { readSettings } from "./settings";

/** How a program is run. */
export interface ProgramOptions {
  /**
   * The language of its refusals.
   * @default "fr"
   */
  readonly language?: Language;
  /**
   * What is declared.
   * @default every file of `stacks/`
   */
  readonly model?: Model;
}

/**
 * The program of one stack: settings → model → components → outputs. Runs inside a Pulumi runtime, the standard one or ours.
 * Rejects with a `pulumi.RunError` that says everything that must be mended, before anything is registered.
 */
export function program(
  stack: string,
  options: ProgramOptions = {},
): () => Promise<Record<string, unknown>> {
  const { language = "fr", model = loadModel() } = options;
  return () => runStack(stack, language, model);
}

async function runStack(
  stack: string,
  language: Language,
  model: Model,
): Promise<Record<string, unknown>> {
  const { settings, problems } = readSettings();
  refuse([...problemsOf(model, stack), ...problems], language);
  const { platform } = model;
  if (platform && stack === PLATFORM)
    return {
      ...platformStack(platform, settings),
      ...createAccess(platform, model),
    };
  const beneficiary = model.beneficiaries.find(({ name }) => name === stack);
  if (platform && beneficiary)
    return beneficiaryStack(beneficiary, platform).catch((error: unknown) => {
      if (!(error instanceof MachineMissing)) throw error;
      const missing = new ProblemList(`stacks/${stack}.ts`).at("server");
      missing.add((texts) => texts.machineMissing(error.machine));
      return refuse(missing.all, language);
    });
  const unknown = new ProblemList(stack);
  unknown.add((texts) => texts.unknownStack(stackNames()));
  return refuse(unknown.all, language);
}

function refuse(
  problems: readonly Problem[],
  language: Language,
): Record<string, never> {
  if (problems.length === 0) return {};
  const texts = messagesFor(language).model;
  throw new pulumi.RunError(
    problems.map((problem) => formatProblem(problem, texts)).join("\n"),
  );
}

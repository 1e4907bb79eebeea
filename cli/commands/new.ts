import * as path from "node:path";
import {
  PLATFORM,
  problemsOf,
  problemsOfCandidate,
} from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import { ProblemsError, type Problem } from "../../infra/model/problems";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import {
  givenAnswers,
  problemsOfFields,
  stackInput,
  FIELDS,
} from "../stack-answers";
import { refuseExisting, stackFileText, writeNewFile } from "../stack-file";
import { completeAnswers } from "../stack-questions";

/** Writes a new association's file: from options when they say enough, else from answers to a few questions. */
export const create: Command = {
  name: "new",
  positionals: ["name"],
  options: [
    "displayName",
    "contact",
    "domain",
    "app",
    "mailbox",
    "size",
    "server",
  ],
  run: runNew,
};

async function runNew(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output, root } = context;
  const { creation } = messages;
  const name = typed.word("name");
  const model = loadModel();
  refuse(problemsOf(model, PLATFORM));
  const given = givenAnswers(typed);
  const known = FIELDS.filter((field) => given[field] !== undefined);
  refuse(problemsOfFields(model, name, given, ["name"]));
  const file = path.join(root, "stacks", `${name}.ts`);
  refuseExisting(file);
  refuse(problemsOfFields(model, name, given, known));
  const answers = await completeAnswers(context, model, name, given);
  const input = stackInput(name, answers);
  refuse(problemsOfCandidate(model, input));
  writeNewFile(file, await stackFileText(input));
  output.line(creation.written(path.join("stacks", `${name}.ts`)));
  output.table(
    (["explain", "preview", "up"] as const).map((verb) => [
      `  npm run epicerie -- ${verb} ${name}`,
      `# ${creation.next[verb]()}`,
    ]),
  );
  return 0;
}

function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new ProblemsError(problems);
}

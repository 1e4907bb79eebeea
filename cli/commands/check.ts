import { imagesInUse, lockedDigests } from "../../infra/images";
import { isContactUnread } from "../../infra/model/contacts";
import { explainServers } from "../../infra/model/explanation";
import { type Model, pathOf } from "../../infra/model/model";
import { loadModel } from "../../infra/stack-files";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { problemLine, wordProblem } from "../problems";

/** Reads and validates every file of `stacks/`; exit 1 when something is wrong in one. */
export const check: Command = {
  name: "check",
  positionals: [],
  options: ["json"],
  run: (context) => Promise.resolve(runCheck(context)),
};

function runCheck({ arguments: typed, messages, output }: Context): ExitCode {
  const { cli } = messages;
  const model = loadModel();
  const { beneficiaries } = model;
  const problems = [...model.problems, ...model.overflows];
  const open = openDigests(model);
  const crowded = explainServers(model).filter(
    ({ disks: { volumes } }) => volumes.used > volumes.most,
  );
  const unread = beneficiaries.filter(isContactUnread);
  if (typed.has("json")) {
    output.json({
      ok: problems.length === 0,
      problems: problems.map((problem) => wordProblem(problem, messages)),
      openDigests: open,
      crowdedServers: crowded.map(({ name }) => name),
      unreadContacts: unread.map(({ contact }) => contact),
    });
  } else if (problems.length > 0) {
    output.error(cli.problems(problems.length));
    for (const problem of problems)
      output.error(problemLine(problem, messages));
  } else {
    const apps = beneficiaries.reduce(
      (count, beneficiary) => count + beneficiary.apps.length,
      0,
    );
    output.line(
      cli.checkOk(
        beneficiaries.length,
        apps,
        messages.words.list(beneficiaries.map(({ name }) => name)),
      ),
    );
    for (const { name, disks } of crowded)
      output.line(
        cli.serverCrowded(name, disks.volumes.used, disks.volumes.most),
      );
    for (const { name, contact } of unread)
      output.line(cli.contactUnread(pathOf(name), contact));
    if (open.length > 0)
      output.line(cli.digestsOpen(messages.words.list(open)));
  }
  return problems.length > 0 ? 1 : 0;
}

/** Images in use whose digest was never looked up: no problem, and not forgotten either. */
function openDigests(model: Model): string[] {
  const digests = lockedDigests();
  return imagesInUse(model).filter((image) => !digests[image]);
}

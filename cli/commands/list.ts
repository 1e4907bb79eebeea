import { PLATFORM, type Model } from "../../infra/model/model";
import { loadModel, stackNames } from "../../infra/stack-files";
import { orphans } from "../project";
import type { Command, ExitCode } from "../command";
import type { Context } from "../context";
import { countHeld } from "../held-resources";

/** Shows every stack: whose it is, its domain, its apps, and how much of it is online. */
export const list: Command = {
  name: "list",
  positionals: [],
  options: ["json"],
  run: runList,
};

interface Row {
  readonly stack: string;
  readonly displayName: string;
  readonly domain: string;
  readonly apps: readonly string[];
  readonly online: number;
}

async function runList(context: Context): Promise<ExitCode> {
  const { arguments: typed, messages, output } = context;
  const model = loadModel();
  const declared = stackNames();
  const all = [...declared, ...(await orphans(context))];
  const rows = (
    await Promise.all(all.map((stack) => describe(context, stack, model)))
  ).filter(({ stack, online }) => declared.includes(stack) || online > 0);
  if (typed.has("json")) {
    output.json(rows);
    return 0;
  }
  output.table([
    messages.cli.listHeader(),
    ...rows.map(({ stack, displayName, domain, apps, online }) => [
      stack,
      displayName,
      domain,
      apps.join(", "),
      String(online),
    ]),
  ]);
  return 0;
}

async function describe(
  context: Context,
  stack: string,
  { platform, beneficiaries }: Model,
): Promise<Row> {
  const online = await countHeld(context, stack);
  const { platformName, brokenFile, orphan } = context.messages.cli;
  if (stack === PLATFORM && platform) {
    return {
      stack,
      displayName: `${platform.displayName} (${platformName()})`,
      domain: platform.domain,
      apps: [],
      online,
    };
  }
  const found = beneficiaries.find(({ name }) => name === stack);
  if (!found) {
    const displayName = stackNames().includes(stack) ? brokenFile() : orphan();
    return { stack, displayName, domain: "", apps: [], online };
  }
  return {
    stack,
    displayName: found.displayName,
    domain: found.domain ?? "",
    apps: found.apps.map(({ name }) => name),
    online,
  };
}

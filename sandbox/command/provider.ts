import type { CheckResult } from "@pulumi/pulumi/provider";
import { type Json, ResourceProvider } from "../resource-provider";
import { localCommand } from "./local-command";
import { CONNECTION_DEFAULTS, remoteCommand } from "./remote-command";

/** Version of the plugin whose behaviour and states these resources share. */
const VERSION = "1.2.1";

/** Commands on this machine and over SSH. */
class CommandProvider extends ResourceProvider {
  /** The real plugin fills a connection's defaults without listing them. */
  override check(urn: string, olds: Json, news: Json): Promise<CheckResult> {
    return super.check(urn, olds, withConnectionDefaults(news));
  }
}

function withConnectionDefaults(inputs: Json): Json {
  if (typeof inputs.connection !== "object" || inputs.connection === null)
    return inputs;
  return {
    ...inputs,
    connection: { ...CONNECTION_DEFAULTS, ...inputs.connection },
  };
}

export function commandProvider(): ResourceProvider {
  return new CommandProvider("command", VERSION, [localCommand, remoteCommand]);
}

import type { CheckResult } from "@pulumi/pulumi/provider";
import { secret } from "../../engine/values";
import { type Json, ResourceProvider } from "../resource-provider";
import { localCommand } from "./local-command";
import { CONNECTION_DEFAULTS, remoteCommand } from "./remote-command";

/** Version of the plugin whose behaviour and states these resources share. */
const VERSION = "1.2.1";

/** Commands on this machine and over SSH. */
class CommandProvider extends ResourceProvider {
  /**
   * The real plugin fills a connection's defaults without listing them, and marks its keys secret, inside a connection
   * that is a secret already: a state without these marks makes the standard CLI run every script again.
   * Source: pulumi/pulumi-command v1.2.1, provider/pkg/provider/remote/connection.go; pulumi-go-provider v1.3.0,
   * infer/apply_secrets.go.
   */
  override async check(
    urn: string,
    olds: Json,
    news: Json,
  ): Promise<CheckResult> {
    const filled = await super.check(urn, olds, withConnection(news, complete));
    const inputs = withConnection(filled.inputs as Json, withSecretKeys);
    return { ...filled, inputs };
  }
}

function withConnection(
  inputs: Json,
  change: (connection: Json) => Json,
): Json {
  const { connection } = inputs;
  return isObject(connection)
    ? { ...inputs, connection: change(connection) }
    : inputs;
}

function complete(connection: Json): Json {
  const { proxy } = connection;
  return {
    ...CONNECTION_DEFAULTS,
    ...connection,
    ...(isObject(proxy) && { proxy: complete(proxy) }),
  };
}

const KEYS = ["password", "privateKey", "privateKeyPassword"];

function withSecretKeys(connection: Json): Json {
  const marked = { ...connection };
  for (const key of KEYS) if (key in marked) marked[key] = secret(marked[key]);
  if (isObject(marked.proxy)) marked.proxy = withSecretKeys(marked.proxy);
  return marked;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null;
}

export function commandProvider(): ResourceProvider {
  return new CommandProvider("command", VERSION, [localCommand, remoteCommand]);
}

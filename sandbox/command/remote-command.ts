import type { CheckFailure } from "@pulumi/pulumi/provider";
import type { Client } from "ssh2";
import { UNKNOWN } from "../../engine/provider";
import type { Json } from "../resource-provider";
import { commandResource } from "./command-resource";
import { type Ending, type Execution, printedOrFail } from "./execution";
import { type Endpoint, dial } from "./ssh-connection";

/** Defaults of `command:remote:Connection` in the schema. */
export const CONNECTION_DEFAULTS = {
  user: "root",
  port: 22,
  dialErrorLimit: 10,
  perDialTimeout: 15,
};

/** A command run over SSH, each on a connection of its own. */
export const remoteCommand = commandResource(
  "command:remote:Command",
  runThere,
  checkConnection,
);

async function runThere(run: Execution, inputs: Json) {
  const endpoint = endpointOf(inputs.connection as Json);
  const client = await dial(endpoint);
  try {
    await refuseUnacceptedVariables(client, run.environment);
    return printedOrFail(await execute(client, run), run, secretsOf(endpoint));
  } finally {
    client.end();
  }
}

function endpointOf(connection: Json): Endpoint {
  const proxy = connection.proxy as Json | undefined;
  return {
    ...CONNECTION_DEFAULTS,
    ...(connection as unknown as Endpoint),
    ...(proxy && { proxy: endpointOf(proxy) }),
  };
}

function secretsOf(endpoint: Endpoint): string[] {
  const { password, privateKey, privateKeyPassword, proxy } = endpoint;
  const own = [password, privateKey, privateKeyPassword];
  return [
    ...own.filter((secret) => secret !== undefined),
    ...(proxy ? secretsOf(proxy) : []),
  ];
}

/**
 * sshd takes only the variables that its AcceptEnv names; the real provider fails on any other. The client library
 * does not ask for sshd's answer, so a first command looks which names arrived.
 */
async function refuseUnacceptedVariables(
  client: Client,
  environment: Readonly<Record<string, string>>,
): Promise<void> {
  const names = Object.keys(environment).filter((name) => /^\w+$/.test(name));
  if (names.length === 0) return;
  const command = names
    .map((name) => `test -n "\${${name}+set}" || echo ${name}`)
    .join("; ");
  const look = await execute(client, { command, environment, previous: {} });
  const [refused] = look.stdout.split("\n");
  if (refused)
    throw new Error(
      `could not set environment variable "${refused}": ssh: setenv failed. This only works if the SSH server is configured to accept it via AcceptEnv; else give it in the command itself or by stdin`,
    );
}

function execute(client: Client, run: Execution): Promise<Ending> {
  const env = { ...run.previous, ...run.environment };
  return new Promise((resolve, reject) => {
    const cut = () => reject(new Error("the SSH connection was cut"));
    client.once("close", cut);
    client.exec(run.command, { env }, (error, channel) => {
      if (error) return reject(error);
      const ending = { stdout: "", stderr: "" };
      channel.setEncoding("utf8");
      channel.on("data", (text: string) => (ending.stdout += text));
      channel.stderr.setEncoding("utf8");
      channel.stderr.on("data", (text: string) => (ending.stderr += text));
      let exit: Partial<Ending> = {};
      channel.on("exit", (status: number | null, signal?: string) => {
        exit = { status: status ?? undefined, ...(signal && { signal }) };
      });
      channel.on("close", () => {
        client.removeListener("close", cut);
        resolve({ status: undefined, ...ending, ...exit });
      });
      channel.end(run.stdin ?? "");
    });
  });
}

function checkConnection(inputs: Json): CheckFailure[] {
  const { connection } = inputs;
  if (connection === UNKNOWN || typeof connection !== "object") return [];
  const { hostKey } = connection as Json;
  if (typeof hostKey !== "string" || hostKey === UNKNOWN) return [];
  if (/^\S+\s+[A-Za-z0-9+/=]+(\s|$)/.test(hostKey.trim())) return [];
  return [
    {
      property: "connection.hostKey",
      reason: "failed to parse host key: expected `<type> <base64>`",
    },
  ];
}

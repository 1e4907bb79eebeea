import { stackOutputs } from "../engine/engine";
import { PLATFORM } from "../infra/model/model";
import type { PlatformOutputs } from "../infra/platform-outputs";
import { dial } from "../sandbox/command/ssh-connection";
import type { Context } from "./context";
import { openBackend, passphraseOf } from "./project";
import { readPulumi, wantsPulumi } from "./pulumi";
import { Refusal } from "./refusal";
import { projectName } from "./settings";

/** Seconds for one attempt to connect, and attempts. */
const PATIENCE = { perDialTimeout: 15, dialErrorLimit: 2 };

/**
 * What a command prints on one of the platform's servers, reached with the platform's own key and known by its recorded
 * host key. Refuses when the platform is not online, the server does not answer or the command fails.
 */
export async function runOnServer(
  context: Context,
  name: string,
  command: string,
): Promise<string> {
  const { servers, sshPrivateKey } = await platformOutputs(context);
  const server = servers?.[name];
  if (!server || !sshPrivateKey)
    throw new Refusal(({ cli }) => [cli.serverNotOnline(name)]);
  const { publicIp, user, hostKey } = server;
  try {
    return await ask(
      {
        ...PATIENCE,
        ...{ host: publicIp, port: 22, user, hostKey },
        privateKey: sshPrivateKey,
      },
      command,
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(({ cli }) => [cli.serverRefused(name, reason)]);
  }
}

/** The server of the platform that has a public address; undefined if none has. */
export async function serverNameAt(
  context: Context,
  address: string,
): Promise<string | undefined> {
  const { servers = {} } = await platformOutputs(context);
  return Object.keys(servers).find(
    (name) => servers[name]?.publicIp === address,
  );
}

/** From the state of whichever engine was asked for. */
async function platformOutputs(
  context: Context,
): Promise<Partial<PlatformOutputs>> {
  if (wantsPulumi(context)) {
    const words = ["stack", "output", "-s", PLATFORM];
    return JSON.parse(
      await readPulumi(context, [...words, "--show-secrets", "--json"]),
    ) as PlatformOutputs;
  }
  const found = await stackOutputs(
    openBackend(context),
    projectName(context.root),
    PLATFORM,
    passphraseOf(context.home),
  );
  return Object.fromEntries(
    Object.entries(found).map(([name, { value }]) => [name, value]),
  );
}

async function ask(
  endpoint: Parameters<typeof dial>[0],
  command: string,
): Promise<string> {
  const client = await dial(endpoint);
  try {
    return await new Promise((resolve, reject) => {
      client.once("close", () => reject(new Error("the connection was cut")));
      client.exec(command, (error, channel) => {
        if (error) return reject(error);
        let printed = "";
        let said = "";
        channel.on("data", (data: Buffer) => (printed += data.toString()));
        channel.stderr.on("data", (data: Buffer) => (said += data.toString()));
        channel.on("close", (code: number | null) =>
          code === 0
            ? resolve(printed)
            : reject(new Error(said.trim() || `it ended with ${String(code)}`)),
        );
      });
    });
  } finally {
    client.end();
  }
}

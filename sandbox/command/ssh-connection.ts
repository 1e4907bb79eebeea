import { createHash, timingSafeEqual } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ConnectConfig, type ServerHostKeyAlgorithm } from "ssh2";

/** `command:remote:Connection` of the schema, with its defaults filled; times in seconds. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly privateKey?: string;
  readonly privateKeyPassword?: string;
  readonly agentSocketPath?: string;
  /** In the form of a line of authorized_keys; absent: any key is accepted. */
  readonly hostKey?: string;
  /** Failed attempts until giving up; -1: never. */
  readonly dialErrorLimit: number;
  /** For one attempt; 0: without limit. */
  readonly perDialTimeout: number;
  readonly proxy?: Endpoint;
}

/** Delays between attempts, as the real provider's retry helper: 0.1 s, half as much again each time, at most 5 s. */
const FIRST_DELAY = 100;
const LAST_DELAY = 5000;
/** A server that vanishes in the middle of a command is noticed after six unanswered signs of life, one minute. */
const KEEPALIVE_MS = 10_000;
const KEEPALIVES = 6;

/**
 * Connects, over the proxy if there is one, and tries again on every failure until the limit of attempts:
 * the first command on a new server meets an sshd that is not there yet.
 */
export async function dial(endpoint: Endpoint): Promise<Client> {
  const { proxy } = endpoint;
  if (proxy === undefined) return retrying(endpoint, () => connect(endpoint));
  const hop = await dial(proxy);
  try {
    const client = await retrying(endpoint, () => connect(endpoint, hop));
    client.on("close", () => hop.end());
    return client;
  } catch (error) {
    hop.end();
    throw error;
  }
}

async function retrying(
  endpoint: Endpoint,
  attempt: () => Promise<Client>,
): Promise<Client> {
  let delay = FIRST_DELAY;
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (error) {
      const limit = endpoint.dialErrorLimit;
      if (limit > -1 && failures > limit)
        throw new Error(
          `${endpoint.user}@${endpoint.host}:${endpoint.port} after ${failures} failed attempts: ${reason(error)}`,
          { cause: error },
        );
    }
    await sleep(delay);
    delay = Math.min(delay * 1.5, LAST_DELAY);
  }
}

async function connect(endpoint: Endpoint, hop?: Client): Promise<Client> {
  const sock = hop && (await forward(hop, endpoint));
  const client = new Client();
  return new Promise((resolve, reject) => {
    client.once("ready", () => resolve(client));
    // The library may report several errors of one connection, also after it was established.
    client.on("error", (error) => {
      client.destroy();
      reject(error);
    });
    client.once("close", () => reject(new Error("the connection was closed")));
    try {
      client.connect({ ...connectConfig(endpoint), ...(sock && { sock }) });
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function forward(hop: Client, to: Endpoint): Promise<ConnectConfig["sock"]> {
  return new Promise((resolve, reject) =>
    hop.forwardOut("127.0.0.1", 0, to.host, to.port, (error, stream) =>
      error ? reject(error) : resolve(stream),
    ),
  );
}

function connectConfig(endpoint: Endpoint): ConnectConfig {
  const agent = endpoint.agentSocketPath ?? process.env.SSH_AUTH_SOCK;
  return {
    host: endpoint.host,
    port: endpoint.port,
    username: endpoint.user,
    ...(endpoint.privateKey && { privateKey: endpoint.privateKey }),
    ...(endpoint.privateKeyPassword && {
      passphrase: endpoint.privateKeyPassword,
    }),
    ...(endpoint.password && { password: endpoint.password }),
    ...(agent && { agent }),
    readyTimeout: endpoint.perDialTimeout * 1000,
    keepaliveInterval: KEEPALIVE_MS,
    keepaliveCountMax: KEEPALIVES,
    ...(endpoint.hostKey && expectHostKey(endpoint.hostKey)),
  };
}

function expectHostKey(line: string): Partial<ConnectConfig> {
  const [type = "", encoded] = line.trim().split(/\s+/);
  if (!encoded) throw new Error("failed to parse host key: no key found");
  const digest = (key: Buffer) => createHash("sha256").update(key).digest();
  const expected = digest(Buffer.from(encoded, "base64"));
  const algorithms =
    type === "ssh-rsa" ? ["rsa-sha2-512", "rsa-sha2-256", "ssh-rsa"] : [type];
  return {
    algorithms: { serverHostKey: algorithms as ServerHostKeyAlgorithm[] },
    hostVerifier: (key: Buffer) => timingSafeEqual(digest(key), expected),
  };
}

function reason(error: unknown): string {
  const { message } = error as Error;
  return /verification failed|host key/i.test(message)
    ? "ssh: handshake failed: host key mismatch"
    : message;
}

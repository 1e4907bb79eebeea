import Docker from "dockerode";
import type DockerModem from "docker-modem";
import { PartialFailure, UNKNOWN } from "../../engine/provider";
import type { Json } from "../resource-provider";
import { SshAgent } from "./ssh-agent";

/** One API request that moves no image is answered within this many milliseconds, or the engine is taken for dead. */
const PING_MS = 60_000;

/** Settings of the real provider that nobody needed yet. */
const UNSUPPORTED = [
  ...["caMaterial", "certMaterial", "certPath", "keyMaterial"],
  ...["context", "registryAuth"],
];

/** The engine that a docker provider instance acts on; known once the instance is configured. */
export class DockerConnection {
  private docker: Docker | undefined;
  private checked: Promise<void> | undefined;

  /** Takes the provider resource's inputs; lists arrive as JSON text, as for every plugin. */
  configure(inputs: Json): void {
    const { host } = inputs;
    refuseUnsupported(inputs);
    this.docker =
      host === UNKNOWN || inputs.sshOpts === UNKNOWN
        ? undefined
        : connect((host as string | undefined) || defaultHost(), inputs);
    this.checked = undefined;
  }

  /** Fails when the engine cannot be reached, or is only known after something else was created. */
  async client(): Promise<Docker> {
    const { docker } = this;
    if (!docker) throw new Error("the Docker host is not known yet");
    this.checked ??= ping(docker);
    try {
      await this.checked;
    } catch (error) {
      this.checked = undefined;
      throw error;
    }
    return docker;
  }
}

/** Rather a clear refusal than another engine, or a less safe way to it, than the program asked for. */
function refuseUnsupported(inputs: Json): void {
  const found = UNSUPPORTED.find(
    (name) => inputs[name] !== undefined && inputs[name] !== "",
  );
  if (found)
    throw new Error(
      `the docker provider's "${found}" is not supported here: use the pulumi CLI`,
    );
}

function defaultHost(): string {
  return process.env.DOCKER_HOST ?? "unix:///var/run/docker.sock";
}

function connect(address: string, inputs: Json): Docker {
  const url = new URL(address);
  switch (url.protocol) {
    case "unix:":
      return new Docker({ socketPath: url.pathname });
    case "tcp:":
    case "http:":
      return new Docker({
        protocol: "http",
        host: url.hostname,
        port: url.port || 2375,
      });
    case "ssh:":
      return overSsh(
        new SshAgent({
          ...(url.username && { user: decodeURIComponent(url.username) }),
          ...(url.port && { port: url.port }),
          host: url.hostname,
          options: list(inputs.sshOpts),
        }),
      );
    default:
      throw new Error(
        `docker host "${address}": expected unix://, tcp:// or ssh://`,
      );
  }
}

/** The HTTP client over an agent's connections; the address in its URLs means nothing. */
function overSsh(agent: SshAgent): Docker {
  const options: DockerModem.ConstructorOptions = {
    protocol: "http",
    host: "docker",
    port: 80,
    agent,
  };
  return new Docker(options as Docker.DockerOptions);
}

function list(value: unknown): string[] {
  if (typeof value === "string") return JSON.parse(value) as string[];
  return (value as string[] | undefined) ?? [];
}

async function ping(docker: Docker): Promise<void> {
  try {
    const abortSignal = AbortSignal.timeout(PING_MS);
    await new Promise((resolve, reject) =>
      docker.modem.dial(
        {
          path: "/_ping",
          method: "GET",
          statusCodes: { 200: true },
          abortSignal,
        },
        (error, answer) => (error ? reject(error) : resolve(answer)),
      ),
    );
  } catch (error) {
    throw new Error(
      `Error pinging Docker server, please make sure that it is reachable and healthy: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/** The engine's own words, without the client's decoration. */
export function messageOf(error: unknown): string {
  const { json, message } = error as { json?: unknown; message: string };
  const own = (json as { message?: string } | undefined)?.message;
  return own ?? message.replace(/^\(HTTP code \d+\) [\w ]+ - /, "").trim();
}

/** Whether the engine says that the thing is not there. */
export function isGone(error: unknown): boolean {
  return (error as { statusCode?: number }).statusCode === 404;
}

/** Undefined in place of a thing that is not there. */
export async function unlessGone<T>(
  request: Promise<T>,
): Promise<T | undefined> {
  try {
    return await request;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/**
 * Takes back what a failed creation made, and fails as it did. Where that fails too, e.g. because the server was lost in
 * the middle, the state keeps the thing, so that the next run repairs it and does not meet its name as taken.
 */
export async function undo(
  failure: unknown,
  id: string,
  outs: Json,
  remove: () => Promise<unknown>,
): Promise<never> {
  try {
    await remove();
  } catch {
    throw new PartialFailure(messageOf(failure), id, outs);
  }
  throw failure;
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as command from "@pulumi/command";
import * as pulumi from "@pulumi/pulumi";

/** How to reach a server by SSH. */
export interface SshTarget {
  /** Its address. */
  readonly host: pulumi.Input<string>;
  /** A user who may `sudo` without a password. */
  readonly user: pulumi.Input<string>;
  /** PEM; secret. */
  readonly privateKey: pulumi.Input<string>;
  /** `ssh-ed25519 AAAA…`, as recorded at the server's first contact. */
  readonly hostKey: pulumi.Input<string>;
}

export interface RemoteScriptArgs {
  /** The server; without a `hostKey` only at the first contact, which records it. */
  readonly server: Omit<SshTarget, "hostKey"> &
    Partial<Pick<SshTarget, "hostKey">>;
  /** A file of `components/scripts/`, without `.sh`. Runs as root at creation and again when it or a parameter changes: it must be idempotent. */
  readonly script: string;
  /**
   * A file of `components/scripts/` that runs before the resource is deleted, and on the server that is left when it moves to another.
   * @default nothing runs
   */
  readonly onDelete?: string;
  /**
   * True if what the script made moves along by itself, as what is on a volume does: then nothing but a deletion runs `onDelete`.
   * @default false
   */
  readonly movesAlong?: boolean;
  /** Shell variables of both scripts. They travel by standard input, so that no process list shows them. */
  readonly parameters: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * A change of any of these runs the script as if for the first time.
   * @default []
   */
  readonly triggers?: readonly pulumi.Input<string>[];
  /**
   * True if what the script prints may be read by anybody.
   * @default false
   */
  readonly publicOutput?: boolean;
}

/**
 * How often a dial may fail while a server boots. The provider waits 0.1 s, then half as much again each time, at most 5 s:
 * four minutes where the server refuses at once, up to twenty where nothing answers, since an attempt may take 15 s.
 * Source: pulumi/pulumi-command v1.2.1, provider/pkg/provider/remote/connection.go; pulumi/pulumi, sdk/go/common/util/retry/until.go.
 */
const DIAL_ERROR_LIMIT = 60;

/**
 * A script of `components/scripts/` run on a server. This is the only place that uses `@pulumi/command`:
 * nothing is logged (https://github.com/pulumi/pulumi-command/issues/260) and what scripts print is secret.
 */
export function remoteScript(
  name: string,
  args: RemoteScriptArgs,
  opts: pulumi.CustomResourceOptions,
): command.remote.Command {
  const { host, user, privateKey, hostKey } = args.server;
  const connection = {
    host,
    user,
    privateKey,
    dialErrorLimit: DIAL_ERROR_LIMIT,
    ...(hostKey ? { hostKey } : {}),
  };
  // What a script undoes must be undone where it was done: an update would run on the new server alone.
  const leftBehind = args.onDelete !== undefined && !args.movesAlong;
  const triggers = [...(args.triggers ?? []), ...(leftBehind ? [host] : [])];
  return new command.remote.Command(
    name,
    {
      connection,
      create: asRoot(args.script),
      ...(args.onDelete ? { delete: asRoot(args.onDelete) } : {}),
      stdin: assignments(args.parameters),
      logging: "none",
      // Else what the last run printed goes to sshd as a variable, which it refuses, with a warning at every change.
      // Source: pulumi/pulumi-command v1.2.1, provider/pkg/provider/remote/commandController.go.
      addPreviousOutputInEnv: false,
      ...(triggers.length > 0 ? { triggers } : {}),
    },
    {
      ...opts,
      additionalSecretOutputs: args.publicOutput ? [] : ["stdout", "stderr"],
    },
  );
}

const scripts = new Map<string, string>();

/** The command line that runs a script as root with its parameters from standard input. */
function asRoot(script: string): string {
  const text =
    scripts.get(script) ??
    readFileSync(join(__dirname, "scripts", `${script}.sh`), "utf8");
  scripts.set(script, text);
  return `sudo bash -euo pipefail -c ${quote(`eval "$(cat)"\n${text}`)}`;
}

function assignments(
  parameters: Readonly<Record<string, pulumi.Input<string>>>,
): pulumi.Output<string> {
  return pulumi.all(parameters).apply((values) =>
    Object.entries(values)
      .map(([key, value]) => `${key}=${quote(value)}\n`)
      .join(""),
  );
}

/** A text as one word of the shell. The only place that quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** A command in the form that a script reads back as an array: `eval "command=($COMMAND)"`. */
export function quoted(words: readonly string[]): string {
  return words.map(quote).join(" ");
}

/**
 * What somebody must do something about, as opposed to a bug: the CLI words `code` in the reader's language.
 * `message` is English, for logs and for the standard CLI.
 */
export class SandboxProblem extends Error {
  constructor(
    readonly code: SandboxProblemCode,
    readonly params: Readonly<Record<string, string>>,
    message: string,
  ) {
    super(message);
    this.name = "SandboxProblem";
  }
}

export type SandboxProblemCode =
  /** No engine answers, and none can be started here. Params: `tried`, `remedy` (a command). */
  | "no-engine"
  /** The distribution's engine could not be installed. Params: `detail`. */
  | "engine-install-failed"
  /** The private engine did not come up. Params: `detail`, `log` (path). */
  | "engine-start-failed"
  /** Neither debootstrap nor a registry gives a Debian base. Params: `detail`, `remedy`. */
  | "no-base-image"
  /** An image could not be built. Params: `image`, `detail` (last lines). */
  | "image-build-failed"
  /** The disk is full. Params: `what`, `detail`. */
  | "disk-full"
  /** No address range is free for the sandbox's public network. Params: `range`, `detail`. */
  | "no-free-network"
  /** A service container does not stay up. Params: `service`, `detail`. */
  | "service-failed"
  /** A port of the host is taken. Params: `port`, `service`. */
  | "port-taken";

/** Whether an error, of whatever tool, says that the disk is full. */
export function isDiskFull(text: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(text);
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

import type { Input } from "@pulumi/pulumi";

/** How to reach a server by SSH. */
export interface SshTarget {
  readonly host: Input<string>;
  /** A user who may `sudo` without a password. */
  readonly user: Input<string>;
  /** PEM; secret. */
  readonly privateKey: Input<string>;
  /** `ssh-ed25519 AAAA…`, as recorded at the server's first contact. */
  readonly hostKey: Input<string>;
}

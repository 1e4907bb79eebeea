import type * as docker from "@pulumi/docker";
import type { SshTarget } from "../../components/remote-script";

/** Where the examples run: a server and the Docker provider of that server. */
export interface Place {
  readonly server: SshTarget;
  readonly docker: docker.Provider;
  /** Name of the machine behind the server. */
  readonly machine: string;
}

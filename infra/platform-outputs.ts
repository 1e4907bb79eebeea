import * as pulumi from "@pulumi/pulumi";
import { PLATFORM } from "./model/load";

/** What the platform stack hands to every beneficiary's stack. */
export interface PlatformOutputs {
  /** By the server's name. */
  readonly servers: Readonly<Record<string, ServerOutputs>>;
  /** PEM; secret. Kept apart, so that the rest is not secret with it. */
  readonly sshPrivateKey: string;
}

export interface ServerOutputs {
  readonly id: string;
  readonly publicIp: string;
  readonly user: string;
  /** `ssh-ed25519 AAAA…` */
  readonly hostKey: string;
}

/** Reads one server and the key that opens it from the platform's state. */
export function platformServer(name: string): {
  server: pulumi.Output<ServerOutputs>;
  sshPrivateKey: pulumi.Output<string>;
} {
  const platform = new pulumi.StackReference(
    `${pulumi.getOrganization()}/${pulumi.getProject()}/${PLATFORM}`,
  );
  const servers = platform.requireOutput("servers") as pulumi.Output<
    PlatformOutputs["servers"]
  >;
  const server = servers.apply((all) => {
    const found = all[name];
    if (!found)
      throw new pulumi.RunError(
        `the platform has no server ${name} yet: run "pulumi up -s ${PLATFORM}" first`,
      );
    return found;
  });
  return {
    server,
    sshPrivateKey: platform.requireOutput(
      "sshPrivateKey",
    ) as pulumi.Output<string>,
  };
}

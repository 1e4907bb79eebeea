import * as pulumi from "@pulumi/pulumi";
import { PLATFORM } from "./model/model";
import type { MysqlService } from "./model/mysql-service";

/** What the platform stack hands to every beneficiary's stack. */
export interface PlatformOutputs {
  /** By the server's name. */
  readonly servers: Readonly<Record<string, ServerOutputs>>;
  /** PEM; secret. Kept apart, so that the rest is not secret with it. */
  readonly sshPrivateKey: string;
  /** The gateway of the private network, where there is one: its address there, and the one that everything goes out with. */
  readonly gateway?: { readonly privateIp: string; readonly publicIp: string };
  /** Where the MySQL service that it ordered answers: what is then written in `stacks/prod.ts`. */
  readonly mysql?: MysqlService;
}

export interface ServerOutputs {
  /** Name of the machine that is in use. */
  readonly machine: string;
  readonly id: string;
  readonly publicIp: string;
  /** The name that its address should have in the reverse DNS, e.g. `commun-1.soltic.example`. */
  readonly reverse: string;
  readonly user: string;
  /** `ssh-ed25519 AAAA…` */
  readonly hostKey: string;
}

/** The platform's stack does not have the machine that the model says is in use: it was changed, and not brought up since. */
export class MachineMissing extends Error {
  constructor(readonly machine: string) {
    super(`the platform has no machine ${machine}`);
    this.name = "MachineMissing";
  }
}

/**
 * Reads one server and the key that opens it from the platform's state. `machine` is the one that the model says is in use.
 * Rejects with `MachineMissing` before anything is registered on it.
 */
export async function platformServer(
  name: string,
  machine: string,
): Promise<{
  server: pulumi.Output<ServerOutputs>;
  sshPrivateKey: pulumi.Output<string>;
}> {
  const platform = new pulumi.StackReference(
    `${pulumi.getOrganization()}/${pulumi.getProject()}/${PLATFORM}`,
  );
  const details = await platform.getOutputDetails("servers");
  const known = details.value as PlatformOutputs["servers"] | undefined;
  if (known?.[name]?.machine !== machine) throw new MachineMissing(machine);
  const servers = platform.requireOutput("servers") as pulumi.Output<
    Readonly<Record<string, ServerOutputs>>
  >;
  return {
    server: servers.apply((all) => all[name] as ServerOutputs),
    sshPrivateKey: platform.requireOutput(
      "sshPrivateKey",
    ) as pulumi.Output<string>,
  };
}

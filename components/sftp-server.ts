import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

export interface SftpServerArgs {
  /** The server it runs on. */
  readonly server: SshTarget;
  /** Not SSH's own, so that a firewall can open the one to the world and the other to the host alone. */
  readonly port: number;
}

/**
 * What answers webmasters on a port of a server: an sshd of its own that knows keys and SFTP, and no password, shell,
 * terminal or forwarding. Each `Webmaster` is shut into the folder of one app.
 *
 * `new SftpServer("commun-1-sftp", { server: server.ssh, port: 2222 })`
 */
export class SftpServer extends pulumi.ComponentResource {
  /** What puts the sshd on the server, and takes it away. */
  readonly prepared: pulumi.CustomResource;

  constructor(
    name: string,
    args: SftpServerArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:SftpServer", name, {}, opts);
    this.prepared = remoteScript(
      `${name}-prepared`,
      {
        server: args.server,
        script: "prepare-sftp",
        onDelete: "remove-sftp",
        parameters: { PORT: String(args.port) },
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}

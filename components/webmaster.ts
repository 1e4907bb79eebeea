import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

export interface WebmasterArgs {
  /** The server, which has an `SftpServer`. */
  readonly server: SshTarget;
  /** The name to log in with, e.g. `les-amis_marie`. */
  readonly account: string;
  /** The app's folder on the server: what they see, and all they see. Settles once it is mounted. */
  readonly folder: pulumi.Input<string>;
  /** Numeric user of the app's files, whose rights they have there. */
  readonly owner: number;
  /** SSH public keys. */
  readonly keys: readonly string[];
}

/**
 * Somebody of an association who changes an app's files by SFTP: a Unix account of the server, shut into that app's folder,
 * with keys only. It goes when its declaration goes; the files stay.
 */
export class Webmaster extends pulumi.ComponentResource {
  /** What makes the account on the server, and removes it. */
  readonly access: pulumi.CustomResource;

  constructor(
    name: string,
    args: WebmasterArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Webmaster", name, {}, opts);
    this.access = remoteScript(
      `${name}-access`,
      {
        server: args.server,
        script: "add-webmaster",
        onDelete: "remove-webmaster",
        parameters: {
          ACCOUNT: args.account,
          OWNER: String(args.owner),
          FOLDER: args.folder,
          KEYS: args.keys.join("\n"),
        },
      },
      { parent: this, deleteBeforeReplace: true },
    );
    this.registerOutputs({});
  }
}

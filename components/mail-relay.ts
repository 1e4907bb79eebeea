import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { remoteScript, type SshTarget } from "./remote-script";

/**
 * Where it listens, on every server: an address of its own that no network routes to (RFC 3927), so that nothing but the
 * server's own containers reaches it, whatever a firewall says.
 */
export const RELAY = { host: "169.254.25.25", port: 587 } as const;

export interface MailRelayArgs {
  /** The server it runs on. */
  readonly server: SshTarget;
  /** That server's name in the DNS, e.g. `commun-1.soltic.example`. */
  readonly hostName: string;
}

/**
 * What takes the outgoing mail of a server's apps: Debian's Postfix and a rate guard, put there by a script. Each
 * beneficiary's `OutgoingMail` has a login, a limit and a way out of its own on it.
 *
 * `new MailRelay("commun-1-relay", { server: server.ssh, hostName: "commun-1.soltic.example" })`
 */
export class MailRelay extends pulumi.ComponentResource {
  /** What puts Postfix and its guard on the server. */
  readonly prepared: pulumi.CustomResource;

  constructor(
    name: string,
    args: MailRelayArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:MailRelay", name, {}, opts);
    this.prepared = remoteScript(
      `${name}-prepared`,
      {
        server: args.server,
        script: "prepare-mail-relay",
        parameters: {
          ADDRESS: RELAY.host,
          PORT: String(RELAY.port),
          HOST_NAME: args.hostName,
          GUARD: guard(),
        },
      },
      { parent: this },
    );
    this.registerOutputs({});
  }
}

function guard(): string {
  return readFileSync(join(__dirname, "scripts", "mail-guard.py"), "utf8");
}

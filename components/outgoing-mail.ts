import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { AppMail } from "../apps-catalog/define-app";
import { RELAY } from "./mail-relay";
import type { Mailbox } from "./mailbox";
import { remoteScript, type SshTarget } from "./remote-script";

export interface OutgoingMailArgs {
  /** Name of the beneficiary, as people read it. */
  readonly displayName: string;
  /** Its domain: the only one that its senders may be of. */
  readonly domain: string;
  /** Its server, which has a `MailRelay`. */
  readonly server: SshTarget;
  /** The mailbox that its apps send as. */
  readonly mailbox: Mailbox;
  /** Where that mailbox hands mail in, over TLS from the first byte. */
  readonly submission: { readonly host: string; readonly port: number };
  /** Recipients within `minutes`; beyond, its mail is stopped. */
  readonly limit: number;
  /** Over how long they are counted. */
  readonly minutes: number;
  /** Who is told then: an address of the host. */
  readonly contact: string;
}

/**
 * The way out for the mail of a beneficiary's apps: a `RandomPassword`, its login on the server's relay, and a transport of
 * its own to the mail service, as one of its own mailboxes. So SPF and DKIM (`Dkim`) are those of any mail it writes, and neither
 * its reputation nor its mistakes are anybody else's. Nothing leaves the server on port 25, which OVH closes for the whole
 * server when it sees spam (https://docs.ovh.com/au/en/dedicated/antispam-best-practices/).
 */
export class OutgoingMail extends pulumi.ComponentResource {
  /** What an app is told. The password settles once the login exists. */
  readonly account: AppMail<pulumi.Output<string>>;
  /** The random password of that login. */
  readonly randomPassword: random.RandomPassword;
  /** What makes the login and its way out on the relay, and removes both. */
  readonly added: pulumi.CustomResource;

  constructor(
    name: string,
    args: OutgoingMailArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:OutgoingMail", name, {}, opts);
    this.randomPassword = new random.RandomPassword(
      `${name}-relay`,
      { length: 24, special: false },
      { parent: this },
    );
    const { result } = this.randomPassword;
    this.added = addAccount(name, args, result, this);
    const password = pulumi
      .all([result, this.added.id])
      .apply(([text]) => text);
    const from = args.mailbox.address;
    this.account = { ...RELAY, user: name, password, from };
    this.registerOutputs({});
  }
}

function addAccount(
  name: string,
  args: OutgoingMailArgs,
  password: pulumi.Output<string>,
  parent: OutgoingMail,
): pulumi.CustomResource {
  const { displayName, domain, limit, minutes, contact } = args;
  const { mailbox, submission, server } = args;
  const account = {
    ...{ displayName, domain, limit, minutes, contact },
    from: mailbox.address,
  };
  return remoteScript(
    `${name}-relay-account`,
    {
      server,
      script: "add-mail-account",
      onDelete: "remove-mail-account",
      parameters: {
        BENEFICIARY: name,
        PASSWORD: password,
        ACCOUNT: JSON.stringify(account),
        DOMAIN: domain,
        SUBMISSION: `[${submission.host}]:${String(submission.port)}`,
        MAILBOX: mailbox.address,
        MAILBOX_PASSWORD: mailbox.password,
      },
    },
    // Replaced on another server only, where the new account comes first: the apps' secrets hang on it and are in use.
    { parent },
  );
}

import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import { MailboxResource } from "../provider/resources";
import { IMPORTED } from "./imported";

export interface MailboxArgs {
  /** The part before the @. */
  readonly account: string;
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: string;
  /** Whose mailbox it is, for OVH's web console. */
  readonly description: string;
  /**
   * Megabytes; one of the sizes of OVH's offer for the domain.
   * @default 5000, the size of an MX Plan mailbox
   */
  readonly size?: number;
  /**
   * A higher number makes a new password.
   * @default 1
   */
  readonly passwordVersion?: number;
  /** True if its mail may be destroyed. */
  readonly disposable: boolean;
}

/**
 * An address that stores mail: a `MailboxResource` of our own provider, with a random password (20 characters; OVH takes
 * 9 to 30). A mailbox that was made by OVH's own plugin is taken over as it is, by its alias.
 */
export class Mailbox extends pulumi.ComponentResource {
  /** The mailbox at OVH. */
  readonly mailbox: MailboxResource;
  /** `contact@les-amis.example` */
  readonly address: string;
  /** Its password, secret; to be handed to the person who reads the mailbox. */
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: MailboxArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Mailbox", name, {}, opts);
    const { account, domain, description, size = 5_000, disposable } = args;
    const { passwordVersion = 1 } = args;
    this.address = `${account}@${domain}`;
    const keepers =
      passwordVersion > 1 ? { version: String(passwordVersion) } : undefined;
    const password = new random.RandomPassword(
      name,
      { length: 20, special: false, keepers },
      { parent: this },
    );
    this.password = password.result;
    const before = "ovh:index/emailDomainAccount:EmailDomainAccount";
    this.mailbox = new MailboxResource(
      name,
      {
        accountName: account,
        domain,
        description,
        size: size * 1_000_000,
        password: password.result,
      },
      {
        parent: this,
        protect: !disposable,
        aliases: [{ type: before }, IMPORTED],
      },
    );
    this.registerOutputs({ address: this.address, password: this.password });
  }
}

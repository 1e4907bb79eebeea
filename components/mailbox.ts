import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";

export interface MailboxArgs {
  /** The part before the @. */
  readonly account: string;
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: string;
  /** Whose mailbox it is, for OVH's web console. */
  readonly description: string;
  /**
   * Megabytes.
   * @default 5000, the size of an MX Plan mailbox
   */
  readonly size?: number;
  /** True if its mail may be destroyed. */
  readonly disposable: boolean;
}

/** An address that stores mail: an `EmailDomainAccount` with a random password (20 characters; OVH takes 9 to 30). */
export class Mailbox extends pulumi.ComponentResource {
  /** `contact@les-amis.example` */
  readonly address: string;
  /** Its first password, secret; to be handed to the person who reads the mailbox. */
  readonly password: pulumi.Output<string>;

  constructor(
    name: string,
    args: MailboxArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Mailbox", name, {}, opts);
    const { account, domain, description, size = 5_000, disposable } = args;
    this.address = `${account}@${domain}`;
    const password = new random.RandomPassword(
      name,
      { length: 20, special: false },
      { parent: this },
    );
    this.password = password.result;
    new ovh.EmailDomainAccount(
      name,
      {
        accountName: account,
        domain,
        description,
        size: size * 1_000_000,
        password: password.result,
      },
      { parent: this, protect: !disposable },
    );
    this.registerOutputs({ address: this.address, password: this.password });
  }
}

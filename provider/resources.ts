import * as pulumi from "@pulumi/pulumi";

export interface MailboxResourceArgs {
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: pulumi.Input<string>;
  /** The part before the @. */
  readonly accountName: pulumi.Input<string>;
  /** Whose mailbox it is, for OVH's web console. */
  readonly description: pulumi.Input<string>;
  /** Bytes; one of `allowedAccountSize` of the domain, where OVH tells any. */
  readonly size: pulumi.Input<number>;
  /** 9 to 30 characters; changed in place. */
  readonly password: pulumi.Input<string>;
}

/** A mailbox at OVH. Imported by `<domain>/<account>`. */
export class MailboxResource extends pulumi.CustomResource {
  constructor(
    name: string,
    args: MailboxResourceArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("ovhmail:index:Mailbox", name, { ...args }, opts);
  }
}

export interface RedirectionResourceArgs {
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: pulumi.Input<string>;
  /** The address that forwards, whole. */
  readonly from: pulumi.Input<string>;
  /** The address it forwards to, whole. */
  readonly to: pulumi.Input<string>;
  /** True to leave a copy in the mailbox of the same address. OVH does not tell it: a change by hand goes unseen. */
  readonly localCopy: pulumi.Input<boolean>;
}

/** A redirection at OVH. Imported by `<domain>/<from>/<to>`. */
export class RedirectionResource extends pulumi.CustomResource {
  constructor(
    name: string,
    args: RedirectionResourceArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("ovhmail:index:Redirection", name, { ...args }, opts);
  }
}

export interface ResponderResourceArgs {
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: pulumi.Input<string>;
  /** The address that answers: the part before the @. */
  readonly account: pulumi.Input<string>;
  /** What it answers. */
  readonly content: pulumi.Input<string>;
  /** False: what arrives is dropped. True: it goes to the mailbox, or to `copyTo`. */
  readonly copy: pulumi.Input<boolean>;
  /**
   * An address that gets what arrives, instead of the mailbox.
   * @default the mailbox
   */
  readonly copyTo?: pulumi.Input<string>;
  /**
   * The moment from which it answers, ISO 8601.
   * @default at once
   */
  readonly from?: pulumi.Input<string>;
  /**
   * The moment until which it answers, ISO 8601.
   * @default for ever
   */
  readonly to?: pulumi.Input<string>;
}

/** An automatic answer at OVH. Imported by `<domain>/<account>`. */
export class ResponderResource extends pulumi.CustomResource {
  constructor(
    name: string,
    args: ResponderResourceArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("ovhmail:index:Responder", name, { ...args }, opts);
  }
}

export interface DkimResourceArgs {
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: pulumi.Input<string>;
}

/** Where others find a key that OVH signs with: a CNAME of the domain's zone. */
export interface DkimSelector {
  /** `ovhmo-selector-1`, of the record `ovhmo-selector-1._domainkey`. */
  readonly name: string;
  /** As in a zone file, with its dot at the end. */
  readonly target: string;
}

/** OVH signs what the mailboxes of a domain send (DKIM), and publishes its keys. Imported by `<domain>`. */
export class DkimResource extends pulumi.CustomResource {
  /** Two, by name. */
  declare readonly selectors: pulumi.Output<readonly DkimSelector[]>;

  constructor(
    name: string,
    args: DkimResourceArgs,
    opts?: pulumi.CustomResourceOptions,
  ) {
    super("ovhmail:index:Dkim", name, { ...args, selectors: undefined }, opts);
  }
}

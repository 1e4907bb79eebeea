import * as pulumi from "@pulumi/pulumi";
import { ResponderResource } from "../provider/resources";
import { IMPORTED } from "./imported";

export interface ResponderArgs {
  /** The mailbox that answers: the part before the @. */
  readonly account: string;
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: string;
  /** What it answers. */
  readonly message: string;
  /**
   * The moment from which it answers, ISO 8601.
   * @default at once
   */
  readonly from?: string;
  /**
   * The moment until which it answers, ISO 8601.
   * @default for ever
   */
  readonly to?: string;
}

/** An automatic answer: a `ResponderResource`. The mailbox still gets what arrives. */
export class Responder extends pulumi.ComponentResource {
  /** The automatic answer at OVH. */
  readonly responder: ResponderResource;
  /** `contact@les-amis.example` */
  readonly address: string;

  constructor(
    name: string,
    args: ResponderArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Responder", name, {}, opts);
    const { account, domain, message, from, to } = args;
    this.address = `${account}@${domain}`;
    this.responder = new ResponderResource(
      name,
      { domain, account, content: message, copy: true, from, to },
      { parent: this, aliases: [IMPORTED] },
    );
    this.registerOutputs({ address: this.address });
  }
}

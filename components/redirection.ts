import * as pulumi from "@pulumi/pulumi";
import { RedirectionResource } from "../provider/resources";
import { IMPORTED } from "./imported";

export interface RedirectionArgs {
  /** The part before the @. */
  readonly account: string;
  /** A domain with a mail service at OVH (MX Plan). */
  readonly domain: string;
  /** What it forwards to: names of the same domain, or whole addresses. */
  readonly to: readonly string[];
  /**
   * True to leave a copy in the mailbox of the same address.
   * @default false
   */
  readonly localCopy?: boolean;
}

/**
 * An address that forwards: a `RedirectionResource` per target.
 */
export class Redirection extends pulumi.ComponentResource {
  /** The redirections at OVH, one per target, in the order given. */
  readonly redirections: readonly RedirectionResource[];
  /** `bureau@les-amis.example` */
  readonly address: string;

  constructor(
    name: string,
    args: RedirectionArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Redirection", name, {}, opts);
    const { account, domain, to, localCopy = false } = args;
    this.address = `${account}@${domain}`;
    this.redirections = to.map((target) => {
      const address = target.includes("@") ? target : `${target}@${domain}`;
      return new RedirectionResource(
        `${name}-to-${target}`,
        { domain, from: this.address, to: address, localCopy },
        { parent: this, aliases: [IMPORTED] },
      );
    });
    this.registerOutputs({ address: this.address });
  }
}

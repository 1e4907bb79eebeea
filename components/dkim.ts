import * as pulumi from "@pulumi/pulumi";
import { DkimResource, type DkimSelector } from "../provider/resources";
import { IMPORTED } from "./imported";

export interface DkimArgs {
  /** A domain with a mail service at OVH (MX Plan), and its zone at OVH in the same account. */
  readonly domain: string;
}

/**
 * The signature (DKIM) of what the mailboxes of a domain send: a `DkimResource`. OVH makes the keys, signs, and publishes
 * the keys in the zone itself: no record of ours. It holds no data, so it is not protected; without it OVH signs no more.
 *
 * `new Dkim("les-amis", { domain: "les-amis.example" }, { dependsOn: records })`
 */
export class Dkim extends pulumi.ComponentResource {
  /** The signature at OVH. */
  readonly dkim: DkimResource;
  /** Where the keys are found. */
  readonly selectors: pulumi.Output<readonly DkimSelector[]>;

  constructor(
    name: string,
    args: DkimArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:Dkim", name, {}, opts);
    const { domain } = args;
    this.dkim = new DkimResource(
      name,
      { domain },
      { parent: this, aliases: [IMPORTED] },
    );
    this.selectors = this.dkim.selectors;
    this.registerOutputs({ selectors: this.selectors });
  }
}

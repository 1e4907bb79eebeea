import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneRecord } from "../infra/model/zone-record";

export interface ZoneRecordInput {
  /** Tells records of one kind apart; part of the resource's name, so stable for ever. */
  readonly name: string;
  /** `www`, or `@` for the domain itself. */
  readonly at: string;
  /** OVH's type. */
  readonly type: ZoneRecord["type"];
  /** As in a zone file: a host name ends in a dot, a text stands in quotes, one longer than 255 characters in several. */
  readonly target: pulumi.Input<string>;
  /**
   * Seconds, where they are not those of the other records; 0 for the zone's own.
   * @default that of the component
   */
  readonly ttl?: number;
}

export interface ZoneRecordsArgs {
  /** The domain, whose zone exists at OVH; of one that is ordered, `DomainOrder.zone`. */
  readonly zone: pulumi.Input<string>;
  /** What it publishes. */
  readonly records: readonly ZoneRecordInput[];
  /**
   * Seconds that others may remember an answer; OVH's least is 60.
   * @default 3600
   */
  readonly ttl?: number;
}

/**
 * Records in a zone that exists: one `ZoneRecord` each. OVH publishes them with a refresh of the zone, whose failure the
 * provider only logs: `epicerie verify` asks the name servers.
 *
 * `new ZoneRecords("les-amis", { zone: "les-amis.example", records: [{ name: "www", at: "www", type: "A", target: server.publicIp }] })`
 */
export class ZoneRecords extends pulumi.ComponentResource {
  /** The records, in the order given. */
  readonly records: readonly ovh.domain.ZoneRecord[];

  constructor(
    name: string,
    args: ZoneRecordsArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:ZoneRecords", name, {}, opts);
    const { zone, ttl = 3600 } = args;
    this.records = args.records.map(
      (record) =>
        new ovh.domain.ZoneRecord(
          `${name}-${record.name}`,
          {
            zone,
            subdomain: record.at === "@" ? "" : record.at,
            fieldtype: record.type,
            target: record.target,
            ttl: record.ttl ?? ttl,
          },
          // A name's CNAME stands beside nothing, not even beside what comes after it.
          { parent: this, deleteBeforeReplace: true },
        ),
    );
    this.registerOutputs({});
  }
}

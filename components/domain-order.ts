import * as ovh from "@ovhcloud/pulumi-ovh";
import * as pulumi from "@pulumi/pulumi";
import { IMPORTED } from "./imported";
import type { DomainOrder as Order } from "../infra/model/domain-order";

export interface DomainOrderArgs {
  /** e.g. `les-amis.example` */
  readonly domain: string;
  /** `"zone"` for the zone alone; else the name, whose owner is this contact at OVH, with its zone. */
  readonly order: Order;
}

/**
 * A zone, or a domain name with its zone, ordered at OVH and paid each year: a `Zone` or a `Name`. OVH adds a zone to the order
 * of each name and makes the name lead to it (github.com/ovh/docs, "Order a Domain Name").
 *
 * Destroying either would end it at OVH: it is protected, and stays there even when it leaves the state. An order is not
 * idempotent: when the process dies while OVH delivers, look in the console before the next `up`, which would order again.
 *
 * `new DomainOrder("les-amis", { domain: "les-amis.example", order: "zone" })`
 */
export class DomainOrder extends pulumi.ComponentResource {
  /** What is ordered: the zone, or the name. */
  readonly ordered: ovh.domain.Zone | ovh.domain.Name;
  /** The domain, known once its zone is there: what records are made in. */
  readonly zone: pulumi.Output<string>;
  /** Who answers for the zone; of a name registered elsewhere, its registrar must be told them. */
  readonly nameServers: pulumi.Output<readonly string[]>;

  constructor(
    name: string,
    args: DomainOrderArgs,
    opts?: pulumi.ComponentResourceOptions,
  ) {
    super("epicerie:components:DomainOrder", name, {}, opts);
    const { domain, order } = args;
    if (order === "zone") {
      const zone = orderZone(name, domain, this);
      this.ordered = zone;
      this.zone = zone.name;
      this.nameServers = zone.nameServers;
    } else {
      const owned = orderName(name, domain, order.owner, this);
      this.ordered = owned;
      this.zone = owned.domainName;
      this.nameServers = owned.currentState.apply(
        ({ dnsConfiguration }) =>
          dnsConfiguration?.nameServers?.map(
            ({ nameServer }) => nameServer ?? "",
          ) ?? [],
      );
    }
    this.registerOutputs({});
  }
}

/** In the form of https://registry.terraform.io/providers/ovh/ovh/latest/docs/resources/domain_zone */
function orderZone(
  name: string,
  domain: string,
  parent: DomainOrder,
): ovh.domain.Zone {
  return new ovh.domain.Zone(
    name,
    {
      ovhSubsidiary: "FR",
      plan: {
        duration: "P1Y",
        planCode: "zone",
        pricingMode: "default",
        configurations: [
          { label: "zone", value: domain },
          // Nothing but the name servers: the other templates publish a page and mail servers of OVH's.
          { label: "template", value: "minimized" },
        ],
      },
    },
    {
      parent,
      aliases: [IMPORTED],
      protect: true,
      retainOnDelete: true,
      // OVH never tells a plan back: after an import, what the program says here would replace the zone, that is end it.
      ignoreChanges: ["plan", "ovhSubsidiary"],
    },
  );
}

/** Its plan is called by what follows the name, as the provider does when it is left out, with what an order must confirm. */
function orderName(
  name: string,
  domain: string,
  owner: number,
  parent: DomainOrder,
): ovh.domain.Name {
  return new ovh.domain.Name(
    name,
    {
      domainName: domain,
      ovhSubsidiary: "FR",
      plans: [
        {
          duration: "P1Y",
          planCode: domain.slice(domain.indexOf(".") + 1),
          pricingMode: "create-default",
          configurations: [
            { label: "OWNER_CONTACT", value: `/me/contact/${String(owner)}` },
            { label: "OWNER_LEGAL_AGE", value: "true" },
          ],
        },
      ],
    },
    {
      parent,
      aliases: [IMPORTED],
      protect: true,
      retainOnDelete: true,
      ignoreChanges: ["plans", "ovhSubsidiary"],
    },
  );
}

import type { DomainOrder as Order } from "../infra/model/domain-order";
import { DomainOrder } from "./domain-order";
import {
  changesOnceImported,
  previewOf,
  type Registered,
  the,
  upOf,
} from "./testing";
import { ZoneRecords } from "./zone-records";

const ZONE = "ovh:Domain/zone:Zone";
const NAME = "ovh:Domain/name:Name";
const domain = "les-amis.asso.example";

const make = (order: Order) => (): void => {
  const { zone } = new DomainOrder("les-amis", { domain, order });
  const records = [
    { name: "www", at: "www", type: "A", target: "203.0.113.10" } as const,
  ];
  new ZoneRecords("les-amis", { zone, records });
};

describe("the order of a domain", () => {
  it("is that of a zone with nothing in it, protected", async () => {
    const zone = the(await upOf(make("zone")), ZONE);
    expect(zone.protect).toBe(true);
    expect(zone.inputs).toMatchObject({
      ovhSubsidiary: "FR",
      plan: {
        duration: "P1Y",
        planCode: "zone",
        configurations: [
          { label: "zone", value: domain },
          { label: "template", value: "minimized" },
        ],
      },
    });
  });

  it("is that of a name for its owner, protected", async () => {
    const name = the(await upOf(make({ owner: 13189481 })), NAME);
    expect(name.protect).toBe(true);
    expect(name.inputs).toMatchObject({
      domainName: domain,
      plans: [
        {
          planCode: "asso.example",
          pricingMode: "create-default",
          configurations: [
            { label: "OWNER_CONTACT", value: "/me/contact/13189481" },
            { label: "OWNER_LEGAL_AGE", value: "true" },
          ],
        },
      ],
    });
  });

  it.each<Order>(["zone", { owner: 1 }])(
    "registers the same resources in a preview and in an up: %j",
    async (order) => {
      const names = (list: readonly Registered[]): string[] =>
        list.map(({ type, name }) => `${type} ${name}`);
      const planned = names(await previewOf(make(order)));
      expect(planned).toEqual(names(await upOf(make(order))));
    },
  );

  it("does not replace, that is end, what was imported without its plan", async () => {
    const args = { domain, order: "zone" } as const;
    expect(
      await changesOnceImported(
        (opts) => new DomainOrder("les-amis", args, opts),
      ),
    ).toEqual({ same: 3 });
  });
});

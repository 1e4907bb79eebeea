import { Resolver } from "node:dns/promises";
import type { SandboxContext } from "../context";
import type { Json } from "../resource-provider";
import { accountOf } from "../services/account";
import { nameServerAddress } from "../services/dns";
import { openTestServices } from "../services/testing";
import type { TestContext } from "../test-context";
import { type TestResource, createResource } from "./testing";

jest.setTimeout(600_000);

let test: TestContext;
let ctx: SandboxContext;
let authority: Resolver;
beforeAll(async () => {
  test = await openTestServices(["dns"]);
  ctx = test.ctx;
  authority = new Resolver({ timeout: 3000, tries: 1 });
  authority.setServers([nameServerAddress(ctx)]);
});
afterAll(() => test?.close());

const orderZone = (
  zone: string,
  template = "minimized",
): Promise<TestResource> => {
  const configurations = [
    { label: "zone", value: zone },
    { label: "template", value: template },
  ];
  const terms = { duration: "P1Y", planCode: "zone", pricingMode: "default" };
  const plan = { ...terms, configurations };
  const inputs = { ovhSubsidiary: "FR", plan };
  return createResource(ctx, "Domain/zone:Zone", inputs);
};

const orderName = (
  domainName: string,
  configurations: Json[] = [{ label: "OWNER_LEGAL_AGE", value: "true" }],
): Promise<TestResource> => {
  const terms = { duration: "P1Y", planCode: "example" };
  const plan = { ...terms, pricingMode: "create-default", configurations };
  const inputs = { domainName, ovhSubsidiary: "FR", plans: [plan] };
  return createResource(ctx, "Domain/name:Name", inputs);
};

async function publishedIn(zone: string): Promise<void> {
  const target = "203.0.113.10";
  const record = { zone, subdomain: "www", fieldtype: "A", target };
  await createResource(ctx, "Domain/zoneRecord:ZoneRecord", record);
  expect(await authority.resolve4(`www.${zone}`)).toEqual([target]);
}

describe("a zone that is ordered", () => {
  it("is served, empty, until it is ended", async () => {
    const made = await orderZone("neuf.example");
    expect(made.outs).toMatchObject({
      name: "neuf.example",
      nameServers: ["dns200.anycast.me", "ns200.anycast.me"],
    });
    await publishedIn("neuf.example");
    await expect(orderZone("neuf.example")).rejects.toThrow("already exists");
    await made.remove();
    expect(await made.read()).toBeUndefined();
    const asked = () => authority.resolve4("www.neuf.example");
    await expect(asked()).rejects.toMatchObject({ code: "EREFUSED" });
    await orderZone("neuf.example");
    await expect(asked()).rejects.toMatchObject({ code: "ENOTFOUND" });
  });

  it("is refused with a name or a template that there is not", async () => {
    await expect(orderZone("neuf")).rejects.toThrow("configuration zone");
    await expect(orderZone("b.example", "all")).rejects.toThrow("template");
  });
});

describe("a name that is ordered", () => {
  it("comes with its zone, and leads to it", async () => {
    const made = await orderName("a-nous.example");
    expect(made.outs).toMatchObject({
      resourceStatus: "READY",
      currentState: {
        dnsConfiguration: {
          nameServers: [
            { nameServer: "dns200.anycast.me" },
            { nameServer: "ns200.anycast.me" },
          ],
        },
      },
    });
    expect((await accountOf(ctx)).zones).toContain("a-nous.example");
    await publishedIn("a-nous.example");
    await expect(orderName("a-nous.example")).rejects.toThrow("not available");
  });

  it("is refused without what the order must confirm", async () => {
    await expect(orderName("autre.example", [])).rejects.toThrow(
      "Missing configuration OWNER_LEGAL_AGE",
    );
    const nobody = [{ label: "OWNER_CONTACT", value: "alice" }];
    await expect(orderName("autre.example", nobody)).rejects.toThrow(
      "OWNER_CONTACT",
    );
    await expect(orderName("autre.org")).rejects.toThrow("plan code");
  });
});

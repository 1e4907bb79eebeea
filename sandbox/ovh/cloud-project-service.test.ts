import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxContext } from "../context";
import { JsonStore } from "../json-store";
import type { Json } from "../resource-provider";
import { accountOf } from "../services/account";
import { createResource, type TestResource } from "./testing";

let folder: string;
let ctx: SandboxContext;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "epicerie-project-"));
  const store = new JsonStore(folder);
  ctx = { folder, store } as unknown as SandboxContext;
});
afterEach(() => rmSync(folder, { recursive: true }));

const order = {
  description: "Sol&TIC",
  ovhSubsidiary: "FR",
  plan: { duration: "P1M", planCode: "project.2018", pricingMode: "default" },
};
const project = (more: Json = {}): Promise<TestResource> =>
  createResource(ctx, "CloudProject/project:Project", { ...order, ...more });

describe("a project that is ordered", () => {
  it("is the account's from then on, under the name that rights are given on", async () => {
    const { id, outs } = await project();
    expect(id).toMatch(/^[0-9a-f]{12}4[0-9a-f]{19}$/);
    expect(outs).toMatchObject({
      projectId: id,
      ProjectURN: `urn:v1:eu:resource:publicCloudProject:${id}`,
      description: "Sol&TIC",
      status: "ok",
    });
    expect((await accountOf(ctx)).projects).toEqual([id]);
    const alice = {
      login: "alice",
      email: "a@b.example",
      password: "Horse-9-Battery",
    };
    const user = await createResource(
      ctx,
      "Me/identityUser:IdentityUser",
      alice,
    );
    const rights = {
      name: "alice-see",
      identities: [user.outs.UserURN],
      resources: [outs.ProjectURN],
      permissionsGroups: ["urn:v1:eu:permissionsGroup:ovh:globalReadOnly"],
    };
    const policy = await createResource(ctx, "Iam/policy:Policy", rights);
    expect(policy.outs.resources).toEqual([outs.ProjectURN]);
  });

  it("is ordered a second time by a second order", async () => {
    const first = await project();
    expect((await project()).id).not.toBe(first.id);
  });

  it("is renamed in place", async () => {
    const made = await project();
    await made.update({ ...order, description: "Sol&TIC 2" });
    expect(await made.read()).toMatchObject({ description: "Sol&TIC 2" });
  });

  it("is not ended while it is protected at the vendor's", async () => {
    const made = await project({ deletionProtection: true });
    await expect(made.remove()).rejects.toThrow("protected from deletion");
    await made.update({ ...order, deletionProtection: false });
    await made.remove();
    expect(await made.read()).toBeUndefined();
    expect((await accountOf(ctx)).projects).toEqual([]);
  });

  it.each<[Json, string]>([
    [{ plan: undefined }, "plan is missing"],
    [{ ovhSubsidiary: undefined }, "ovh_subsidiary is missing"],
    [{ plan: { ...order.plan, planCode: "x" } }, 'Invalid plan code: "x"'],
  ])("is refused with %j", async (more, message) => {
    await expect(project(more)).rejects.toThrow(message);
  });
});

describe("in a project", () => {
  it("a region is activated, and stays so", async () => {
    const { id: serviceName } = await project();
    const type = "CloudProject/projectRegion:ProjectRegion";
    const inputs = { serviceName, region: "SBG5" };
    const region = await createResource(ctx, type, inputs);
    expect(region.outs).toMatchObject({ name: "SBG5", status: "UP" });
    await region.remove();
    expect(await region.read()).toMatchObject({ name: "SBG5" });
    const lower = { serviceName, region: "sbg5" };
    await expect(createResource(ctx, type, lower)).rejects.toThrow(
      'Invalid region: "sbg5"',
    );
  });

  it("an alert is kept, changed and taken away", async () => {
    const { id: serviceName } = await project();
    const inputs = {
      serviceName,
      email: "technique@soltic.example",
      monthlyThreshold: 80,
      delay: 259_200,
    };
    const type = "CloudProject/alerting:Alerting";
    const alert = await createResource(ctx, type, inputs);
    await alert.update({ ...inputs, monthlyThreshold: 120 });
    expect(await alert.read()).toMatchObject({
      monthlyThreshold: 120,
      formattedMonthlyThreshold: { currencyCode: "EUR", text: "120,00 €" },
    });
    await alert.remove();
    expect(await alert.read()).toBeUndefined();
    const often = { ...inputs, delay: 60 };
    await expect(createResource(ctx, type, often)).rejects.toThrow(
      "must be one of",
    );
  });

  it("nothing is made when it is another account's", async () => {
    const inputs = { serviceName: "0".repeat(32), region: "SBG5" };
    const type = "CloudProject/projectRegion:ProjectRegion";
    await expect(createResource(ctx, type, inputs)).rejects.toThrow(
      "This service does not exist",
    );
  });
});

import { OvhProject, type OvhProjectArgs } from "./ovh-project";
import {
  changesOnceImported,
  namesOf,
  previewOf,
  type Registered,
  the,
  upOf,
} from "./testing";

const PROJECT = "ovh:CloudProject/project:Project";
const USER = "ovh:CloudProject/user:User";
const id = "c0ffee00c0ffee00c0ffee00c0ffee00";

const make =
  (args: Partial<OvhProjectArgs>): (() => OvhProject) =>
  () =>
    new OvhProject("projet", { regions: [], technicalUsers: [], ...args });

const everything: Partial<OvhProjectArgs> = {
  order: { description: "Sol&TIC" },
  regions: ["SBG5"],
  technicalUsers: [
    { name: "deploiement", purposes: ["deploy"] },
    { name: "tout", purposes: ["deploy", "storage"] },
    { name: "veille", purposes: ["supervise"] },
  ],
  spendingAlert: { email: "technique@soltic.example", monthly: 80 },
};

describe("a project", () => {
  it("that is there is taken as it is", async () => {
    const made = await upOf(make({ id, regions: ["SBG5"] }));
    expect(namesOf(made, PROJECT)).toEqual([]);
    expect(
      the(made, "ovh:CloudProject/projectRegion:ProjectRegion").inputs,
    ).toMatchObject({ serviceName: id, region: "SBG5" });
  });

  it("that is ordered is protected here and at OVH", async () => {
    const project = the(await upOf(make(everything)), PROJECT);
    expect(project.protect).toBe(true);
    expect(project.inputs).toMatchObject({
      description: "Sol&TIC",
      deletionProtection: true,
      ovhSubsidiary: "FR",
      plan: {
        duration: "P1M",
        planCode: "project.2018",
        pricingMode: "default",
      },
    });
  });

  it("gives a technical user the roles for its purposes and no other", async () => {
    const made = await upOf(make(everything));
    const roles = Object.fromEntries(
      made
        .filter(({ type }) => type === USER)
        .map(({ name, inputs }) => [name, inputs.roleNames]),
    );
    const deploy = [
      "compute_operator",
      "network_operator",
      "network_security_operator",
      "volume_operator",
    ];
    expect(roles).toEqual({
      "projet-deploiement": deploy,
      "projet-tout": [...deploy, "objectstore_operator"],
      "projet-veille": ["infrastructure_supervisor"],
    });
  });

  it("writes to somebody when a month costs too much", async () => {
    const { inputs } = the(
      await upOf(make(everything)),
      "ovh:CloudProject/alerting:Alerting",
    );
    expect(inputs).toMatchObject({
      email: "technique@soltic.example",
      monthlyThreshold: 80,
      delay: 259_200,
    });
  });

  it("registers the same resources in a preview and in an up", async () => {
    const names = (list: readonly Registered[]): string[] =>
      list.map(({ type, name }) => `${type} ${name}`);
    const each = make(everything);
    expect(names(await previewOf(each))).toEqual(names(await upOf(each)));
  });

  it("is not replaced, that is ended, once it was imported without its plan", async () => {
    const args = {
      order: { description: "Sol&TIC" },
      regions: [],
      technicalUsers: [],
    };
    expect(
      await changesOnceImported((opts) => new OvhProject("projet", args, opts)),
    ).toEqual({ same: 3 });
  });
});

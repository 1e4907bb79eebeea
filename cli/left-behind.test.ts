import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { messagesFor } from "../messages/messages";
import type { Context } from "./context";
import { leftBehind, refuseLeftBehind } from "./left-behind";
import type { Plan } from "./plan-stack";
import { stateFolder } from "./project";
import { Refusal } from "./refusal";

const root = path.resolve(__dirname, "..");
const home = mkdtempSync(path.join(tmpdir(), "epicerie-left-"));
const context = { home, root } as Context;
afterAll(() => rmSync(home, { recursive: true }));

function store(stack: string, instanceId: string, machine = "new"): void {
  const folder = path.join(stateFolder(home), ".pulumi/stacks/epicerie");
  mkdirSync(folder, { recursive: true });
  const resources = [
    {
      urn: `urn:pulumi:${stack}::epicerie::t::${stack}`,
      type: "openstack:compute/volumeAttach:VolumeAttach",
      inputs: { instanceId },
    },
    {
      urn: `urn:pulumi:${stack}::epicerie::docker::${stack}`,
      type: "docker:index/network:Network",
      inputs: { labels: [{ label: "org.epicerie.machine", value: machine }] },
    },
  ];
  const state = { version: 3, checkpoint: { latest: { resources } } };
  writeFileSync(path.join(folder, `${stack}.json`), JSON.stringify(state));
}

const planOf = (stack: string, op: string) =>
  ({
    target: { stack },
    result: {
      steps: [
        {
          op,
          type: "openstack:compute/instance:Instance",
          urn: "urn:pulumi:prod::epicerie::openstack:compute/instance:Instance::commun-1",
          old: { id: "old-id" },
        },
      ],
    },
  }) as unknown as Plan;

describe("a machine that a plan removes", () => {
  beforeAll(() => {
    store("les-amis", "old-id");
    store("atelier-velo", "new-id");
  });

  it("is not empty while a volume is attached to it", async () => {
    expect(await leftBehind(context, planOf("prod", "delete"))).toEqual([
      { machine: "commun-1", stack: "les-amis" },
    ]);
    const refusal: unknown = await refuseLeftBehind(
      context,
      planOf("prod", "delete"),
    ).catch((error: unknown) => error);
    expect((refusal as Refusal).say(messagesFor("en"))).toEqual([
      "The stack les-amis is still on commun-1, which would go: nothing was done. Move it first (epicerie up les-amis), with the generation of commun-1 kept.",
    ]);
  });

  it("is not empty while a move is not finished", async () => {
    store("les-amis", "new-id", "commun-1");
    expect(await leftBehind(context, planOf("prod", "delete"))).toEqual([
      { machine: "commun-1", stack: "les-amis" },
    ]);
  });

  it("is nobody's business while it stays, or in another stack", async () => {
    expect(await leftBehind(context, planOf("prod", "same"))).toEqual([]);
    expect(await leftBehind(context, planOf("les-amis", "delete"))).toEqual([]);
    store("les-amis", "new-id");
    await expect(
      refuseLeftBehind(context, planOf("prod", "delete")),
    ).resolves.toBeUndefined();
  });
});

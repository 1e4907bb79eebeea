import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import type { Model } from "../infra/model/model";
import { messagesFor } from "../messages/messages";
import { parseArguments } from "./arguments";
import { up } from "./commands/up";
import type { Context } from "./context";
import { refuseLeftBehind, refuseUnnamedMachines } from "./left-behind";
import type { Plan } from "./plan-stack";
import { stateFolder } from "./project";
import { Refusal } from "./refusal";

const root = path.resolve(__dirname, "..");
const home = mkdtempSync(path.join(tmpdir(), "epicerie-left-"));
const context = {
  home,
  root,
  arguments: parseArguments(["prod"], up),
} as Context;
afterAll(() => rmSync(home, { recursive: true }));

function write(stack: string, resources: readonly object[]): void {
  const folder = path.join(stateFolder(home), ".pulumi/stacks/epicerie");
  mkdirSync(folder, { recursive: true });
  const state = { version: 3, checkpoint: { latest: { resources } } };
  writeFileSync(path.join(folder, `${stack}.json`), JSON.stringify(state));
}

function store(stack: string, instanceId: string, machine = "new"): void {
  write(stack, [
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
  ]);
}

const TYPE = "openstack:compute/instance:Instance";
const urnOf = (machine: string): string =>
  `urn:pulumi:prod::epicerie::${TYPE}::${machine}`;

const planOf = (stack: string, op: string) =>
  ({
    target: { stack },
    result: {
      steps: [
        { op, type: TYPE, urn: urnOf("commun-1"), old: { id: "old-id" } },
      ],
    },
  }) as unknown as Plan;

/** The sentences of a refusal, none where it passes. */
async function said(refused: Promise<void>): Promise<readonly string[]> {
  const error: unknown = await refused.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return [];
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).say(messagesFor("en"));
}

const STILL_THERE = [
  "The stack les-amis is still on commun-1, which would go: nothing was done. Move it first (epicerie up les-amis), with the generation of commun-1 kept.",
];

describe("a machine that a plan removes", () => {
  const refused = (stack: string, op: string) =>
    said(refuseLeftBehind(context, planOf(stack, op)));

  beforeAll(() => {
    store("les-amis", "old-id");
    store("atelier-velo", "new-id");
  });

  it("is not empty while a volume is attached to it", async () => {
    expect(await refused("prod", "delete")).toEqual(STILL_THERE);
  });

  it("is not empty while a move is not finished", async () => {
    store("les-amis", "new-id", "commun-1");
    expect(await refused("prod", "delete")).toEqual(STILL_THERE);
  });

  it("is nobody's business while it stays, or in another stack", async () => {
    expect(await refused("prod", "same")).toEqual([]);
    expect(await refused("les-amis", "delete")).toEqual([]);
    store("les-amis", "new-id");
    expect(await refused("prod", "delete")).toEqual([]);
  });
});

describe("a machine that the code no longer names", () => {
  const server = { machine: "commun-1-g2" };
  const refused = (stack: string, servers: readonly object[]) =>
    said(
      refuseUnnamedMachines(context, stack, {
        platform: { servers },
      } as unknown as Model),
    );

  beforeAll(() => {
    store("les-amis", "old-id");
    store("atelier-velo", "new-id");
    write("prod", [
      { type: TYPE, urn: urnOf("commun-1"), id: "old-id" },
      { type: TYPE, urn: urnOf("commun-1-g2"), id: "new-id" },
    ]);
  });

  it("is not empty while somebody's state is on it", async () => {
    expect(await refused("prod", [server])).toEqual(STILL_THERE);
  });

  it("is nobody's business while a rebuild lasts, in another stack, or once all have left", async () => {
    const lasting = { ...server, formerMachine: "commun-1" };
    expect(await refused("prod", [lasting])).toEqual([]);
    expect(await refused("les-amis", [server])).toEqual([]);
    store("les-amis", "new-id");
    expect(await refused("prod", [server])).toEqual([]);
  });
});

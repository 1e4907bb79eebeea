import type { Step } from "../engine/engine";
import { plannedSteps, refreshedSteps } from "./steps";
import { driftOf } from "./view/drift";
import { judge } from "./view/verdict";

const volume: Step = {
  op: "update",
  urn: "urn:pulumi:les-amis::epicerie::openstack:blockstorage/volume:Volume::les-amis",
  type: "openstack:blockstorage/volume:Volume",
  protect: true,
  old: { id: "1", inputs: { size: 5, metadata: {} } },
};

describe("the engine's steps", () => {
  it("carry the names of what changes, never values", () => {
    const [step] = plannedSteps({
      steps: [
        {
          ...volume,
          op: "replace",
          diffReasons: ["size"],
          replaceReasons: ["region"],
        },
      ],
      diagnostics: [],
      resources: [],
    });
    expect(step).toEqual({
      operation: "replace",
      urn: volume.urn,
      type: volume.type,
      changed: ["size"],
      replacing: ["region"],
      isProtected: true,
      isRetained: false,
    });
  });

  it("are joined by the deletions that protection refuses, which make the verdict red", () => {
    const notice = { code: "protected", verb: "delete" } as const;
    const { urn } = volume;
    const steps = plannedSteps({
      steps: [],
      diagnostics: [
        { severity: "error", urn, message: "", notice },
        {
          severity: "error",
          urn,
          message: "",
          notice: { ...notice, verb: "replace" },
        },
        { severity: "error", message: "elsewhere" },
      ],
      resources: [],
    });
    expect(steps).toHaveLength(1);
    expect(judge(steps)).toMatchObject({
      color: "red",
      steps: [{ urn, operation: "delete", isProtected: true }],
    });
  });

  it("say what stays and is no longer protected, which is orange", () => {
    const same: Step = { ...volume, op: "same" };
    const wanted = { urn: volume.urn, type: volume.type, inputs: {} };
    const judged = (protect: boolean) =>
      judge(
        plannedSteps({
          steps: [same],
          diagnostics: [],
          resources: [{ ...wanted, protect }],
        }),
      );
    expect(judged(false)).toMatchObject({
      color: "orange",
      released: [{ urn: volume.urn }],
      nothingToDo: false,
    });
    expect(judged(true)).toMatchObject({ color: "green", nothingToDo: true });
  });

  it("of a refresh are drift where the program asked for something else", () => {
    const drift = driftOf(
      refreshedSteps({
        steps: [
          {
            ...volume,
            detailed: {
              size: "update",
              "metadata.a": "add",
              attachments: "add",
            },
          },
        ],
      }),
    );
    expect(drift.map(({ changed }) => changed)).toEqual([["size", "metadata"]]);
  });

  it("of a refresh are no drift where the vendor only added a fact", () => {
    const steps: Step[] = [
      { ...volume, detailed: { "attachments[0]": "add" } },
    ];
    expect(driftOf(refreshedSteps({ steps }))).toEqual([]);
  });
});

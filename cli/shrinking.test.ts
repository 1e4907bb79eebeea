import type { Step } from "../engine/engine";
import { messagesFor } from "../messages/messages";
import type { Target } from "./project";
import { Refusal } from "./refusal";
import { refuseShrinks, shrinksOf } from "./shrinking";

const step = (override: object, from: unknown, to: unknown): Step =>
  ({
    op: "update",
    urn: "urn:pulumi:s::epicerie::openstack:blockstorage/volume:Volume::les-amis",
    type: "openstack:blockstorage/volume:Volume",
    protect: true,
    old: { inputs: { size: from } },
    new: { inputs: { size: to } },
    ...override,
  }) as unknown as Step;

describe("a disk that would get smaller", () => {
  it("is found in a plan, with both its sizes", () => {
    const steps = [step({}, 20, 5), step({ op: "same" }, 5, 5)];
    expect(shrinksOf({ steps })).toEqual([
      { name: "les-amis", from: 20, to: 5 },
    ]);
  });

  it.each([
    ["a disk that grows", step({}, 5, 20)],
    ["a disk that only gets another name", step({}, 5, 5)],
    ["a new disk", step({ op: "create", old: undefined }, 0, 5)],
    ["what is no disk", step({ type: "openstack:images/image:Image" }, 20, 5)],
  ])("is not %s", (_what, one) => {
    expect(shrinksOf({ steps: [one] })).toEqual([]);
  });

  it("is refused", () => {
    const target = { stack: "les-amis" } as Target;
    const shrinks = [{ name: "les-amis", from: 20, to: 5 }];
    expect(() => {
      refuseShrinks({ target, shrinks: [] });
    }).not.toThrow();
    expect(() => {
      refuseShrinks({ target, shrinks });
    }).toThrow(Refusal);
    expect(messagesFor("en").plan.diskShrinks("les-amis", 20, 5)).toBe(
      "✗ disk les-amis: from 20 GB to 5 GB. A disk only grows. Write disk: gigabytes(20) or more; for a smaller one, a new disk is needed, and its files must be copied.",
    );
  });
});

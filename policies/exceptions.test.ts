import { judgeViolations } from "./exceptions";
import { violationsOf } from "./policies";
import type { RuleId } from "./rule-ids";
import { UNKNOWN } from "./rule";
import { resource } from "./testing";

const CONTAINER = "docker:index/container:Container";
const exception = (rule: RuleId, name: string) => ({
  rule,
  resource: name,
  reason: "a trial",
});

describe("exceptions", () => {
  const resources = [
    resource(CONTAINER, { image: "caddy", memory: 256 }, { name: "proxy" }),
    resource(CONTAINER, { image: "caddy", memory: 256 }, { name: "other" }),
  ];
  const judge = (...exceptions: ReturnType<typeof exception>[]) =>
    judgeViolations(violationsOf(resources), exceptions, resources);

  it("excuse one rule for one name", () => {
    const one = exception("pinned-images", "proxy");
    const { violations, excused, unused } = judge(one);
    expect(violations.map(({ resource: name }) => name)).toEqual(["other"]);
    expect(excused).toMatchObject([
      { violation: { resource: "proxy" }, exception: one },
    ]);
    expect(unused).toEqual([]);
  });

  it("are named when nothing needs them", () => {
    const idle = [
      exception("memory-limits", "proxy"),
      exception("pinned-images", "prxy"),
    ];
    expect(judge(...idle)).toMatchObject({ excused: [], unused: idle });
  });

  it("are not yet called useless while their resource has values to come", () => {
    const waiting = [
      resource(CONTAINER, { image: UNKNOWN, memory: 256 }, { name: "proxy" }),
    ];
    const { unused } = judgeViolations(
      violationsOf(waiting),
      [exception("pinned-images", "proxy")],
      waiting,
    );
    expect(unused).toEqual([]);
  });
});

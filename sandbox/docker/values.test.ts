import { UNKNOWN } from "../../engine/provider";
import {
  labelList,
  labelMap,
  nanoseconds,
  refuseNoBase64,
  refuseNoDuration,
  refuseOther,
} from "./values";

describe("a duration in Go's notation", () => {
  it.each([
    ["30s", 30e9],
    ["1m30s", 90e9],
    ["500ms", 5e8],
    ["1.5h", 5400e9],
    ["0", 0],
    ["0s", 0],
    ["20us", 20_000],
  ])("%s is %d nanoseconds", (text, expected) => {
    expect(nanoseconds(text)).toBe(expected);
  });

  it.each(["", "30", "30 s", "s", "5d", "-5s", "1m 5s"])(
    "refuses %j",
    (text) => {
      expect(() => nanoseconds(text)).toThrow(/is not a duration/);
    },
  );
});

describe("the checks of inputs", () => {
  const inputs = {
    updateConfig: { delay: "soon", monitor: UNKNOWN },
    mounts: [{ type: "bind" }, { type: "nfs" }],
    data: "not base64!",
  };

  it("name the place and the value, in lists too", () => {
    expect(refuseOther(inputs, "mounts.type", ["bind", "volume"])).toEqual([
      {
        property: "mounts[1].type",
        reason: 'expected one of bind, volume, got "nfs"',
      },
    ]);
    const paths = ["updateConfig.delay", "updateConfig.monitor", "absent.x"];
    expect(refuseNoDuration(inputs, paths)).toEqual([
      {
        property: "updateConfig.delay",
        reason: 'expected a duration such as "30s", got "soon"',
      },
    ]);
  });

  it("do not repeat what may be a secret", () => {
    const [failure] = refuseNoBase64(inputs, "data");
    expect(failure?.reason).toBe("is not base64 encoded");
    expect(refuseNoBase64({ data: "YWJj" }, "data")).toEqual([]);
    expect(refuseNoBase64({ data: UNKNOWN }, "data")).toEqual([]);
  });
});

it("labels go both ways", () => {
  const labels = [{ label: "a", value: "1" }];
  expect(labelList(labelMap(labels))).toEqual(labels);
  expect(labelMap(undefined)).toEqual({});
});

import { isDiskFull } from "./problem";

describe("a full disk", () => {
  it.each([
    "write /var/lib/docker/tmp/x: no space left on device",
    "ENOSPC: no space left on device, write",
    "E: Write error - write (28: No space left on device)",
    "write: Disk quota exceeded",
  ])("is seen in %j", (text) => {
    expect(isDiskFull(text)).toBe(true);
  });

  it("is not seen in other failures", () => {
    expect(isDiskFull("E: Unable to locate package knot")).toBe(false);
  });
});

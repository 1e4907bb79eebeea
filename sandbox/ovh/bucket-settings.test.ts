import type { Client } from "minio";
import { applySettings, lockPeriod, wantsLock } from "./bucket-settings";

describe("lockPeriod", () => {
  it.each([
    ["P30D", { unit: "Days", validity: 30 }],
    ["P2W", { unit: "Days", validity: 14 }],
    ["P1Y", { unit: "Years", validity: 1 }],
  ])("reads %s", (period, expected) => {
    expect(lockPeriod(period)).toEqual(expected);
  });
  it.each(["30D", "P1M", "PT1H", ""])("refuses %j", (period) => {
    expect(() => lockPeriod(period)).toThrow(`Invalid period: "${period}"`);
  });
});

describe("the lock of a bucket", () => {
  it.each([
    [undefined, false],
    [{ status: "disabled" }, false],
    [{ status: "enabled" }, true],
    [{ rule: { mode: "governance", period: "P1D" } }, true],
  ])("is asked for by %j: %s", (objectLock, expected) => {
    expect(wantsLock(objectLock)).toBe(expected);
  });

  it("is refused where the bucket was made without one", async () => {
    const none = { code: "ObjectLockConfigurationNotFoundError" };
    const client = {
      getObjectLockConfig: () =>
        Promise.reject(Object.assign(new Error(), none)),
    } as unknown as Client;
    const objectLock = { status: "enabled" };
    await expect(applySettings(client, "b", { objectLock })).rejects.toThrow(
      "Object Lock must be enabled at bucket creation",
    );
  });
});

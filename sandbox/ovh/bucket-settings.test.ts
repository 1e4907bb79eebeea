import { lockPeriod } from "./bucket-settings";

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

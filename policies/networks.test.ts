import { isWorld } from "./networks";

describe("the world", () => {
  it.each([
    "0.0.0.0/0",
    "::/0",
    "128.0.0.0/1",
    "2000::/3",
    "",
    "[secret]",
    undefined,
    7,
  ])("is %j", (network) => {
    expect(isWorld(network)).toBe(true);
  });

  it.each([
    "203.0.113.7",
    "203.0.113.7/32",
    "10.0.0.0/8",
    "2001:db8::/32",
    "2001:db8::1",
  ])("is not %s", (network) => {
    expect(isWorld(network)).toBe(false);
  });
});

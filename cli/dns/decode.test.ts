import { decodeData } from "./decode";
import { encodeData } from "./encode";

describe("a record's data, read from the wire", () => {
  it.each([
    ["A", "203.0.113.7"],
    ["AAAA", "2001:db8::7"],
    ["AAAA", "::"],
    ["MX", "10 mx.example.org."],
    ["MX", "0 ."],
    ["TXT", '"v=spf1 include:mx.ovh.com -all"'],
    ["TXT", String.raw`"say \"x\\y\""`],
  ])("%s %s is what was written", (type, target) => {
    expect(decodeData(type, encodeData(type, target))).toBe(target);
  });

  it("shows what cannot be printed as its number", () => {
    expect(decodeData("TXT", Buffer.from("a\u001b[2Jé", "latin1"))).toBe(
      String.raw`"a\027[2J\233"`,
    );
    const odd = Buffer.from("\0\u0001\u0003a.\n\0", "latin1");
    expect(decodeData("MX", odd)).toBe(String.raw`1 a\.\010.`);
  });

  it("refuses a type that nobody asks about", () => {
    expect(() => decodeData("LOC", Buffer.alloc(16))).toThrow(
      "a location is only written, never read",
    );
  });
});

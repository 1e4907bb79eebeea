import { encodeData, encodeName } from "./encode";

const hex = (type: string, target: string): string =>
  encodeData(type, target).toString("hex");

describe("a record's data on the wire", () => {
  it.each<[string, string, string]>([
    ["A", "203.0.113.7", "cb007107"],
    ["AAAA", "2001:db8::7", "20010db8000000000000000000000007"],
    ["AAAA", "::", "00".repeat(16)],
    ["MX", "10 MX.a.", "000a" + "026d78" + "0161" + "00"],
    // A null MX (RFC 7505, 3).
    ["MX", "0 .", "0000" + "00"],
    ["CAA", '0 issue "a;b"', "00" + "056973737565" + "613b62"],
    ["TXT", String.raw`"a\"b" "c"`, Buffer.from('a"bc').toString("hex")],
    ["SPF", "v=spf1 -all", Buffer.from("v=spf1 -all").toString("hex")],
    [
      "NAPTR",
      '1 2 "u" "" "!a!" .',
      "00010002" + "0175" + "00" + "03216121" + "00",
    ],
    ["RP", String.raw`a\.b.c. .`, "03612e62" + "0163" + "00" + "00"],
    ["SSHFP", "4 2 abcd", "0402abcd"],
    ["TLSA", "3 1 1 ab cd", "030101abcd"],
    // The example of RFC 1876, 4: 42 21 54 N 71 06 18 W, 24 m below the sea.
    [
      "LOC",
      "42 21 54 N 71 6 18 W -24m",
      `00121613${angle(42, 21, 54)}${angle(-71, -6, -18)}00988d20`,
    ],
    // RFC 9460, D.2: "16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1".
    [
      "SVCB",
      "16 foo.example.org. alpn=h2,h3-19 mandatory=ipv4hint,alpn ipv4hint=192.0.2.1",
      "0010" +
        "03666f6f076578616d706c65036f726700" +
        "0000000400010004" +
        "00010009026832" +
        "0568332d3139" +
        "00040004c0000201",
    ],
    ["HTTPS", '1 . port="53"', "0001" + "00" + "000300020035"],
  ])("%s %s", (type, target, wire) => {
    expect(hex(type, target)).toBe(wire);
  });

  it("refuses a type that there is not", () => {
    expect(() => hex("FOO", "x")).toThrow("FOO is not a type of record");
  });

  it("writes a name in lower case, label by label", () => {
    expect(encodeName("WWW.a").toString("latin1")).toBe("\u0003www\u0001a\0");
    expect(encodeName(".").toString("hex")).toBe("00");
  });
});

/** Thousandths of a second from 2³¹ (RFC 1876, 2). */
function angle(degrees: number, minutes: number, seconds: number): string {
  return (2 ** 31 + (degrees * 3600 + minutes * 60 + seconds) * 1000).toString(
    16,
  );
}

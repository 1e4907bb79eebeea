import { nameByContent } from "./zone-record";

describe("the name of a record", () => {
  it("is made of its type, its place and its target, so that another target is another record", () => {
    const name = nameByContent("TXT", "news", "a");
    expect(name).toBe("txt-news-ca978112");
    expect(nameByContent("TXT", "news", "a")).toBe(name);
    const others = [
      nameByContent("TXT", "news", "b"),
      nameByContent("TXT", "shop", "a"),
      nameByContent("MX", "news", "a"),
    ];
    expect(new Set([name, ...others]).size).toBe(4);
  });

  it("says apex for the domain itself, whose sign no name may have", () => {
    expect(nameByContent("MX", "@", "10 mx.a.example.")).toMatch(
      /^mx-apex-[0-9a-f]{8}$/,
    );
  });

  it.each(["CNAME", "DNAME", "DKIM", "DMARC", "SPF"])(
    "stays with another target for a %s, of which a name has one only",
    (type) => {
      const name = nameByContent(type, "www", "a");
      expect(name).toBe(`${type.toLowerCase()}-www`);
      expect(nameByContent(type, "www", "b")).toBe(name);
    },
  );
});

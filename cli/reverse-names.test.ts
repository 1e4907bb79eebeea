import { findWrongReverses } from "./reverse-names";

const server = { publicIp: "203.0.113.10", reverse: "commun-1.soltic.example" };

const knowing = (names: string[] | string) => ({
  reverse: async (): Promise<string[]> =>
    typeof names === "string"
      ? Promise.reject(Object.assign(new Error(names), { code: names }))
      : Promise.resolve(names),
});

describe("the name of a server's address", () => {
  it("is right when the resolver knows it", async () => {
    const resolver = knowing(["commun-1.soltic.example"]);
    expect(await findWrongReverses([server], resolver)).toEqual([]);
  });

  it("is wrong when it is the vendor's own, or there is none", async () => {
    const vendor = "ip10.ip-203-0-113.eu";
    expect(await findWrongReverses([server], knowing([vendor]))).toEqual([
      { ...server, known: [vendor] },
    ]);
    expect(await findWrongReverses([server], knowing("ENOTFOUND"))).toEqual([
      { ...server, known: [] },
    ]);
  });

  it("is not judged when nobody answers", async () => {
    await expect(
      findWrongReverses([server], knowing("ETIMEOUT")),
    ).rejects.toThrow("ETIMEOUT");
  });
});

import { bytes, gigabytes, megabytes } from "./units";

it("counts in decimal units, as OVH sells them", () => {
  expect(bytes(megabytes(512))).toBe(512_000_000);
});

it("keeps the number that is written", () => {
  expect([gigabytes(20), megabytes(300)]).toEqual([20, 300]);
});

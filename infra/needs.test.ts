import { loadModel } from "./stack-files";
import { sandboxNeeds } from "./needs";

it("lists what the stacks of this checkout need of the vendor, each thing once", () => {
  const needs = sandboxNeeds(loadModel());
  expect(needs.zones).toEqual(
    expect.arrayContaining(["soltic.example", "les-amis.example"]),
  );
  expect(needs.mailDomains).toContain("les-amis.example");
  expect(needs.mysql).toEqual([
    {
      service: "soltic-001",
      host: "soltic-001.eu.clouddb.ovh.net",
      port: 35001,
    },
  ]);
  expect(
    needs.images.filter((image) => image.startsWith("wordpress:")),
  ).toHaveLength(1);
  expect(needs.images.some((image) => image.startsWith("caddy:"))).toBe(true);
});

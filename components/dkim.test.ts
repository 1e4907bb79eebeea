import { Dkim } from "./dkim";
import { previewOf, the, upOf } from "./testing";

const make = () => new Dkim("les-amis", { domain: "les-amis.example" });

it("has OVH sign, publishes nothing itself, and holds no data", async () => {
  const resources = await upOf(make);
  expect(resources.map(({ type, name }) => `${type} ${name}`)).toEqual([
    "epicerie:components:Dkim les-amis",
    "ovhmail:index:Dkim les-amis",
  ]);
  expect(the(resources, "ovhmail:index:Dkim")).toMatchObject({
    inputs: { domain: "les-amis.example" },
    protect: false,
  });
});

it("is planned without a call, though its keys are not known yet", async () => {
  expect(await previewOf(make)).toHaveLength(2);
});

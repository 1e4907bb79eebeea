import { Redirection } from "./redirection";
import { previewOf, upOf } from "./testing";

const make = () =>
  new Redirection("les-amis-bureau", {
    account: "bureau",
    domain: "les-amis.example",
    to: ["contact", "x@elsewhere.example"],
  });

it("forwards to each target by a redirection named after it", async () => {
  const resources = await upOf(make);
  expect(await previewOf(make)).toHaveLength(resources.length);
  const made = resources.filter(
    ({ type }) => type === "ovhmail:index:Redirection",
  );
  const common = {
    domain: "les-amis.example",
    from: "bureau@les-amis.example",
    localCopy: false,
  };
  expect(made.map(({ name, inputs }) => [name, inputs])).toEqual([
    [
      "les-amis-bureau-to-contact",
      { ...common, to: "contact@les-amis.example" },
    ],
    [
      "les-amis-bureau-to-x@elsewhere.example",
      { ...common, to: "x@elsewhere.example" },
    ],
  ]);
});

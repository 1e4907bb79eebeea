import { originsOf } from "./origins";

describe("where a value comes from", () => {
  const otherwise = { memory: "preset", name: "default" } as const;

  it("is the file for what is written there, even if it is false or nothing", () => {
    expect(originsOf(otherwise, { memory: 0, name: "" })).toEqual({
      memory: "written",
      name: "written",
    });
  });

  it("is what fills it in for what is not written, or is written as undefined", () => {
    expect(originsOf(otherwise, { memory: undefined })).toEqual(otherwise);
  });

  it("is told of the fields that are asked for, and of no other", () => {
    const written = { name: "blog", domain: "les-amis.example" };
    expect(originsOf({ name: "default" }, written)).toEqual({
      name: "written",
    });
  });
});

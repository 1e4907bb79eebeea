import * as pulumi from "@pulumi/pulumi";
import { preview } from "./engine";
import { TestStack, Thing } from "./testing/stack";

// A machine that builds something beside is slow.
jest.setTimeout(60_000);

describe("a program that cannot be followed", () => {
  const stack = new TestStack();
  afterAll(() => stack.remove());
  const of = (body: () => void) => () => {
    body();
    return Promise.resolve({});
  };

  it("fails with one sentence that says what to do for what the engine lacks", async () => {
    class Remote extends pulumi.ComponentResource {
      constructor() {
        super("other:index:Remote", "far", {}, {}, true);
      }
    }
    const result = await preview(stack.options(of(() => void new Remote())));
    expect(result.ok).toBe(false);
    expect(
      result.diagnostics.map(({ message }) => message.split("\n")[0]),
    ).toEqual([
      "far (other:index:Remote) is a remote component: the embedded engine does not support this, use the pulumi CLI",
    ]);
  });

  it("refuses two resources of one name", async () => {
    const result = await preview(
      stack.options(of(() => void [new Thing("a"), new Thing("a")])),
    );
    expect(result.diagnostics[0]?.message).toContain(
      "two resources have the URN urn:pulumi:test::proj::memory:index:Thing::a",
    );
  });
});

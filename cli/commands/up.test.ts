import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { echo } from "../../components/testing";
import type { InProcessProvider } from "../../engine/provider";
import { Refusal } from "../refusal";
import { terminal } from "../testing";
import { up } from "./up";

const made: string[] = [];
jest.mock("../sandbox", () => ({
  raiseSandbox: async () =>
    Promise.resolve({
      providers: () => (): InProcessProvider => {
        const provider = echo();
        const create: InProcessProvider["create"] = (urn, inputs) => {
          made.push(urn);
          return provider.create?.(urn, inputs) ?? Promise.reject(new Error());
        };
        return { ...provider, create };
      },
    }),
}));
jest.mock("../../infra/images", () => ({
  PROXY_IMAGE: "caddy:latest",
  lockedImage: (tag: string) => tag,
}));

describe("up of a plan that breaks a rule", () => {
  const home = mkdtempSync(path.join(tmpdir(), "epicerie-up-"));
  afterAll(() => rmSync(home, { recursive: true }));

  it("shows it, then refuses it before anything is made, --yes or not", async () => {
    const { context, printed } = terminal(up, ["prod", "--yes"], { home });
    const refusal: unknown = await up
      .run(context)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect((refusal as Refusal).say(context.messages)).toEqual([
      "Nothing was done: the stack prod breaks the rules above.",
    ]);
    expect(printed.out + printed.err).toContain(
      '✗ container commun-1-proxy: the image "caddy:latest" is not pinned to a version (rule pinned-images).',
    );
    expect(made).toEqual([]);
    expect(existsSync(path.join(home, "state/.pulumi/stacks"))).toBe(false);
  }, 60_000);
});

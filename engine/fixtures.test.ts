import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileBackend } from "./backend";
import { type EngineOptions, preview, stackOutputs } from "./engine";
import { openCrypter } from "./secrets";
import { parseState } from "./state";

const FOLDER = join(__dirname, "fixtures", "pulumi-3.260");
const SOURCE = readFileSync(join(FOLDER, "program.js"), "utf8");
const backend = fileBackend(join(FOLDER, "state"));

interface Recorded {
  changeSummary: Record<string, number>;
  steps: {
    op: string;
    urn: string;
    diffReasons?: string[];
    replaceReasons?: string[];
    detailedDiff: object | null;
  }[];
  diagnostics: { urn?: string; message: string }[];
}

/** The fixture's program with its variant, without touching the environment of this process. */
function program(variant: string): EngineOptions["program"] {
  return () => {
    const exports: Record<string, unknown> = {};
    // The source is a module that another CLI has run: it is evaluated as it stands.
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the fixture's own text, nothing from outside.
    const evaluate = new Function("require", "exports", "process", SOURCE) as (
      ...args: unknown[]
    ) => void;
    evaluate(require, exports, { env: { VARIANT: variant } });
    return Promise.resolve(exports);
  };
}

function options(variant: string): EngineOptions {
  const config = {
    "fixture:region": { value: "GRA11" },
    "fixture:token": { value: "s3cr3t", secret: true },
  };
  return {
    project: "fixture",
    stack: "les-amis",
    program: program(variant),
    config,
    backend,
    passphrase: "fixture",
  };
}

const byUrn = (a: { urn: string }, b: { urn: string }): number =>
  a.urn < b.urn ? -1 : 1;

describe("a preview of a state that the Pulumi CLI wrote", () => {
  it.each([
    "base",
    "update",
    "replace",
    "delete",
    "create",
    "unprotect",
    "rename",
  ])("plans the variant %s as the CLI did", async (variant) => {
    const text = readFileSync(join(FOLDER, `preview-${variant}.json`), "utf8");
    const recorded = JSON.parse(text) as Recorded;
    const result = await preview(options(variant));
    expect(result.changes).toEqual(recorded.changeSummary);
    const expected = recorded.steps
      .filter(({ op }) => op !== "same")
      .map(({ op, urn, diffReasons = [], replaceReasons = [] }) => ({
        op,
        urn,
        diffReasons,
        replaceReasons,
      }));
    const planned = result.steps
      .filter(({ op }) => op !== "same")
      .map(({ op, urn, diffReasons = [], replaceReasons = [] }) => ({
        op,
        urn,
        diffReasons,
        replaceReasons,
      }));
    expect(planned.sort(byUrn)).toEqual(expected.sort(byUrn));
    const refused = recorded.diagnostics.filter(({ urn }) => urn !== undefined);
    expect(
      result.diagnostics.map(({ urn, message }) => ({
        urn,
        message: `error: ${message}\n`,
      })),
    ).toEqual(refused.map(({ urn, message }) => ({ urn, message })));
    expect(result.ok).toBe(refused.length === 0);
  });
});

describe("a state that the Pulumi CLI wrote", () => {
  it("is read and written again without loss, its ciphertexts unchanged", async () => {
    const text = readFileSync(
      join(FOLDER, "state/.pulumi/stacks/fixture/les-amis.json"),
      "utf8",
    );
    const state = await parseState(text, "fixture");
    const written = state.codec.fileText(
      "organization/fixture/les-amis",
      state.codec.bodyText(state.resources, []),
    );
    const [before, after] = [text, written].map((file) => {
      const { checkpoint } = JSON.parse(file) as {
        checkpoint: { latest: Record<string, unknown> };
      };
      const resources = checkpoint.latest.resources as Record<
        string,
        unknown
      >[];
      // Where a resource stands in the program is not kept by this engine.
      for (const resource of resources)
        for (const key of ["sourcePosition", "stackTrace"])
          delete resource[key];
      return {
        ...checkpoint,
        latest: { ...checkpoint.latest, manifest: undefined },
      };
    });
    expect(after).toEqual(before);
  });

  it("gives its outputs, secrets opened and marked", async () => {
    const outputs = await stackOutputs(
      backend,
      "fixture",
      "les-amis",
      "fixture",
    );
    expect(outputs).toEqual({
      password: {
        value: expect.stringMatching(/^.{20}$/) as string,
        secret: true,
      },
      variant: { value: "base", secret: false },
      volumeId: {
        value: "433219be-5e7d-4c11-825e-28961ec810fe",
        secret: false,
      },
    });
  });

  it("is refused with another passphrase", async () => {
    const wrong = stackOutputs(backend, "fixture", "les-amis", "wrong");
    await expect(wrong).rejects.toThrow(
      "the passphrase does not open the stack's secrets",
    );
  });

  it("shares its key with the settings beside it", async () => {
    const settings = readFileSync(join(FOLDER, "Pulumi.les-amis.yaml"), "utf8");
    const salt = /encryptionsalt: (.*)/.exec(settings)?.[1] ?? "";
    const crypter = await openCrypter("fixture", salt);
    expect(crypter.decrypt(/secure: (.*)/.exec(settings)?.[1] ?? "")).toBe(
      "s3cr3t",
    );
    expect(crypter.decrypt(crypter.encrypt("à l'œuvre"))).toBe("à l'œuvre");
  });
});

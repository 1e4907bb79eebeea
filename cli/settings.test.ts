import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { projectName, readSettings } from "./settings";

describe("settings", () => {
  let root: string;
  const write = (name: string, text: string) =>
    writeFileSync(path.join(root, name), text);

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "epicerie-settings-"));
    write(
      "Pulumi.yaml",
      "name: epicerie\nconfig:\n  epicerie:region:\n    type: string\n    default: GRA11\n  servers:\n    type: integer\n    default: 2\n  epicerie:needed:\n    type: string\n",
    );
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("are the project's defaults while a stack has no file", () => {
    expect(readSettings(root, "epicerie", "prod")).toEqual({
      config: {
        "epicerie:region": { value: "GRA11" },
        "epicerie:servers": { value: "2" },
      },
      encrypted: {},
    });
  });

  it("are overridden by the stack's file, which may hold objects and encrypted values", () => {
    write(
      "Pulumi.prod.yaml",
      "encryptionsalt: v1:abc\nconfig:\n  epicerie:region: SBG5\n  ovh:limits:\n    a: 1\n  epicerie:token:\n    secure: v1:xyz\n",
    );
    expect(readSettings(root, "epicerie", "prod")).toEqual({
      config: {
        "epicerie:region": { value: "SBG5" },
        "epicerie:servers": { value: "2" },
        "ovh:limits": { value: '{"a":1}' },
      },
      encrypted: { "epicerie:token": { secure: "v1:xyz" } },
      salt: "v1:abc",
    });
  });

  it("tell the project's name", () => {
    expect(projectName(root)).toBe("epicerie");
    write("Pulumi.yaml", "runtime: nodejs\n");
    expect(() => projectName(root)).toThrow("Pulumi.yaml has no name");
  });
});

import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

const ROOT = path.resolve(__dirname, "..");

/** What a checkout needs to run the CLI. */
const PARTS = [
  ...[
    "bin",
    "cli",
    "messages",
    "policies",
    "provider",
    "infra",
    "components",
    "apps-catalog",
    "stacks",
    "engine",
    "sandbox",
  ],
  ...[
    "package.json",
    "package-lock.json",
    "tsconfig.json",
    "Pulumi.yaml",
    "Pulumi.prod.yaml",
  ],
];

/** How a run of the real command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of the checkout, to break files in without touching ours. The packages are shared. */
export class CheckoutCopy {
  readonly root = mkdtempSync(path.join(tmpdir(), "epicerie-checkout-"));

  constructor() {
    for (const part of PARTS.filter((name) =>
      existsSync(path.join(ROOT, name)),
    )) {
      cpSync(path.join(ROOT, part), path.join(this.root, part), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    symlinkSync(
      path.join(ROOT, "node_modules"),
      path.join(this.root, "node_modules"),
    );
  }

  /** Runs `epicerie` in the copy, without a terminal. */
  run(
    words: readonly string[],
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const env = { ...process.env, ...environment };
    // What the caller's shell says of languages and homes is no part of a test.
    for (const name of ["EPICERIE_LANG", "EPICERIE_HOME"])
      if (!(name in environment)) delete env[name];
    const script = path.join(this.root, "bin/epicerie.js");
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [script, ...words],
        { env, cwd: this.root },
        (error, stdout, stderr) => {
          const code =
            error === null
              ? 0
              : typeof error.code === "number"
                ? error.code
                : -1;
          resolve({ code, stdout, stderr });
        },
      );
      child.stdin?.end();
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

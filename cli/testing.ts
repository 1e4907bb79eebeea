import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type Language, messagesFor } from "../messages/messages";
import { parseArguments } from "./arguments";
import type { Command } from "./command";
import type { Context } from "./context";
import { Output } from "./output";
import { Refusal } from "./refusal";

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

/** What a command is called with, and what it prints. */
export interface Terminal {
  readonly context: Context;
  /** What was printed on each stream so far. */
  readonly printed: { out: string; err: string };
}

/** A call of a command within this process, without a terminal; in English and on this checkout unless told otherwise. */
export function terminal(
  command: Command,
  words: readonly string[],
  {
    home,
    language = "en",
    root = ROOT,
  }: { home: string; language?: Language; root?: string },
): Terminal {
  const printed = { out: "", err: "" };
  const stream = (name: keyof typeof printed) => ({
    write: (text: string) => void (printed[name] += text),
  });
  const context: Context = {
    arguments: parseArguments(words, command),
    language,
    messages: messagesFor(language),
    output: new Output(stream("out"), stream("err"), words.includes("--json")),
    root,
    home,
    signal: new AbortController().signal,
  };
  return { context, printed };
}

/** All that a call prints, and the sentences with which it refuses. */
export async function saidBy(
  command: Command,
  { context, printed }: Terminal,
): Promise<string> {
  const refused: string[] = [];
  await command.run(context).catch((error: unknown) => {
    if (!(error instanceof Refusal)) throw error;
    refused.push(...error.say(context.messages));
  });
  return `${printed.out}${printed.err}${refused.join("\n")}`;
}

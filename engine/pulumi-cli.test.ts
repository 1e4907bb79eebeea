import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EngineOptions, preview, up } from "./engine";
import { TestStack } from "./testing/stack";

jest.setTimeout(180_000);

function hasPulumi(): boolean {
  try {
    execFileSync("pulumi", ["version"], {
      stdio: "ignore",
      env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
    });
    return true;
  } catch {
    return false;
  }
}

interface Preview {
  changeSummary: Record<string, number>;
  steps: { op: string; urn: string }[];
}

// Where there is no Pulumi CLI there is nothing to compare with: the recorded previews of fixtures.test.ts remain.
(hasPulumi() ? describe : describe.skip)("beside the Pulumi CLI", () => {
  const stack = new TestStack("dev");
  const project = mkdtempSync(join(tmpdir(), "engine-cli-"));
  let server: ChildProcess;
  let environment: NodeJS.ProcessEnv;

  beforeAll(async () => {
    const file = join(__dirname, "testing", "serve-provider.ts");
    server = spawn(
      process.execPath,
      ["-r", "@swc-node/register", file, "127.0.0.1:1"],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const port = await new Promise<string>((resolve) =>
      server.stdout?.once("data", (data: Buffer) =>
        resolve(data.toString().trim()),
      ),
    );
    const root = join(__dirname, "..");
    symlinkSync(join(root, "node_modules"), join(project, "node_modules"));
    const entry = join(__dirname, "testing", "program.js");
    writeFileSync(
      join(project, "Pulumi.yaml"),
      "name: proj\nruntime: nodejs\nmain: index.js\n",
    );
    writeFileSync(
      join(project, "package.json"),
      '{ "name": "proj", "main": "index.js" }',
    );
    writeFileSync(
      join(project, "index.js"),
      `module.exports = require(${JSON.stringify(entry)})(Number(process.env.VALUE));\n`,
    );
    writeFileSync(
      join(project, "Pulumi.dev.yaml"),
      `encryptionsalt: ${stack.options(program(1)).salt ?? ""}\n`,
    );
    mkdirSync(join(project, "home"));
    environment = {
      ...process.env,
      PATH: `${join(root, "node_modules/@pulumi/pulumi/cmd")}:${process.env.PATH ?? ""}`,
      PULUMI_HOME: join(project, "home"),
      PULUMI_BACKEND_URL: `file://${stack.folder}`,
      PULUMI_CONFIG_PASSPHRASE: "correct horse",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_PROVIDERS: `memory:${port}`,
    };
  });
  afterAll(() => {
    server.kill();
    stack.remove();
    rmSync(project, { recursive: true, force: true });
  });

  const program =
    (value: number): EngineOptions["program"] =>
    () => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- plain JavaScript, as the CLI runs it.
      const body = require("./testing/program.js") as (
        value: number,
      ) => Record<string, unknown>;
      return Promise.resolve(body(value));
    };
  const pulumi = (value: number, ...args: string[]): string =>
    execFileSync("pulumi", [...args, "-s", "dev"], {
      cwd: project,
      env: { ...environment, VALUE: String(value) },
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });

  it("a state of ours previews without a change, and one of its own does here, in turn", async () => {
    const first = await up(stack.options(program(1)));
    expect(first.diagnostics).toEqual([]);
    const planned = JSON.parse(pulumi(1, "preview", "--json")) as Preview;
    expect(planned.changeSummary).toEqual({ same: 6 });

    pulumi(2, "up", "--yes", "--skip-preview");
    expect((await preview(stack.options(program(2)))).changes).toEqual({
      same: 6,
    });
    const back = await preview(stack.options(program(1)));
    expect(back.steps.filter(({ op }) => op !== "same")).toMatchObject([
      { op: "update", detailed: { value: "update" } },
    ]);

    for (const { id = "", outputs } of stack.resources)
      stack.provider.world.set(id, outputs);
    expect((await up(stack.options(program(3)))).changes).toEqual({
      same: 5,
      update: 1,
    });
    expect(
      (JSON.parse(pulumi(3, "preview", "--json")) as Preview).changeSummary,
    ).toEqual({ same: 6 });
    expect(pulumi(3, "stack", "output", "--show-secrets", "--json")).toContain(
      '"inner": "inner"',
    );
  });
});

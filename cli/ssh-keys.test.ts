import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { dockerEngine } from "../components/docker-engine";
import { fileBackend } from "../engine/backend";
import { type EngineOptions, up } from "../engine/engine";
import { writeSshKeys } from "./ssh-keys";

const echo = {
  version: "1.0.0",
  create: (_urn: string, outs: Record<string, unknown>) =>
    Promise.resolve({ id: "1", outs }),
};

describe("the keys that the Docker client reads", () => {
  const start = process.cwd();
  const folder = mkdtempSync(path.join(tmpdir(), "epicerie-keys-"));
  const keys = path.join(folder, ".epicerie/ssh");
  const options: EngineOptions = {
    project: "epicerie",
    stack: "les-amis",
    program: () => {
      const provider = dockerEngine(
        "les-amis",
        {
          host: "203.0.113.10",
          user: "debian",
          privateKey: pulumi.secret("A KEY"),
          hostKey: "ssh-ed25519 AAAA",
        },
        {},
      );
      new docker.Network("les-amis", {}, { provider });
      return Promise.resolve({});
    },
    config: {},
    backend: fileBackend(path.join(folder, "state")),
    passphrase: "test",
  };
  beforeAll(async () => {
    // They go to the working directory, which for the command is the checkout.
    process.chdir(folder);
    await up({ ...options, providers: () => echo });
  });
  afterAll(() => {
    process.chdir(start);
    rmSync(folder, { recursive: true });
  });

  it("are there before an operation that does not run the program, on whatever machine", async () => {
    const names = readdirSync(keys);
    rmSync(keys, { recursive: true });
    await writeSshKeys({ options });
    expect(readdirSync(keys)).toEqual(names);
    const [key = ""] = names.filter((name) => name.endsWith(".key"));
    expect(readFileSync(path.join(keys, key), "utf8")).toBe("A KEY\n");
  });

  it("stop nobody from destroying a stack whose program refuses to run", async () => {
    const program = () =>
      Promise.reject(new pulumi.RunError("its file is gone"));
    await expect(
      writeSshKeys({ options: { ...options, program } }),
    ).resolves.toBeUndefined();
  });
});

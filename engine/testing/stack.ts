import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { type Backend, fileBackend } from "../backend";
import type { EngineEvent, EngineOptions } from "../engine";
import { MemoryProvider } from "./memory-provider";

/** A custom resource of the memory provider; `fixed…` inputs replace it when they change. */
export class Thing extends pulumi.CustomResource {
  declare readonly name: pulumi.Output<string>;
  declare readonly value: pulumi.Output<unknown>;
  declare readonly made: pulumi.Output<string>;

  constructor(
    name: string,
    args: Record<string, unknown> = {},
    options: pulumi.CustomResourceOptions = {},
  ) {
    super(
      "memory:index:Thing",
      name,
      { name: undefined, value: undefined, made: undefined, ...args },
      options,
    );
  }
}

export class Group extends pulumi.ComponentResource {
  constructor(name: string, options: pulumi.ComponentResourceOptions = {}) {
    super("test:index:Group", name, {}, options);
  }
}

const SALT =
  "v1:N+2MO9Ljqq4=:v1:lJNivip4qtA0f0Ur:iy16iAF2WWOBydfwhFOP1vCx46qoyA==";

/** One stack in a folder of its own, with a provider in memory. */
export class TestStack {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-test-"));
  readonly backend: Backend = fileBackend(this.folder);
  readonly provider = new MemoryProvider();
  readonly events: EngineEvent[] = [];

  constructor(readonly stack = "test") {}

  options(
    program: EngineOptions["program"],
    more: Partial<EngineOptions> = {},
  ): EngineOptions {
    return {
      project: "proj",
      stack: this.stack,
      program,
      config: {},
      backend: this.backend,
      passphrase: "correct horse",
      // One salt for all stacks: a key takes long to derive.
      salt: SALT,
      providers: this.provider.factory,
      onEvent: (event) => this.events.push(event),
      ...more,
    };
  }

  get file(): string {
    return join(this.folder, ".pulumi", "stacks", "proj", `${this.stack}.json`);
  }

  get text(): string {
    return readFileSync(this.file, "utf8");
  }

  /** The resources of the state file as they stand there. */
  get resources(): StoredResource[] {
    const file = JSON.parse(this.text) as {
      checkpoint: { latest: { resources: StoredResource[] } };
    };
    return file.checkpoint.latest.resources;
  }

  named(name: string): StoredResource | undefined {
    return this.resources.find(({ urn }) => urn.endsWith(`::${name}`));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export type StoredResource = Record<string, unknown> & {
  urn: string;
  type: string;
  id?: string;
  inputs: Record<string, unknown>;
  outputs: Record<string, unknown>;
};

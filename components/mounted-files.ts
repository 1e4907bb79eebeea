import { createHash } from "node:crypto";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { AppContext } from "../apps-catalog/define-app";
import type { ConfigFile } from "../apps-catalog/define-service";
import { onMachine } from "./docker-engine";

/** A secret or a config as a service mounts it. */
export interface MountedFile {
  /** By which a service mounts it. */
  readonly id: pulumi.Output<string>;
  /** Its name in the swarm. */
  readonly name: pulumi.Output<string>;
  /** Below `/run/secrets` for a secret. */
  readonly path: string;
}

interface Options {
  readonly parent: pulumi.Resource;
  readonly provider: docker.Provider;
  /** Where the engine is. */
  readonly machine: string;
}

/**
 * Neither can change: another content makes another one, under a name of its own, before the service moves over. Else the
 * plugin deletes first whatever the program names, and what is in use cannot be deleted (pulumi-terraform-bridge v3.137.0,
 * schema.go, nameRequiresDeleteBeforeReplace).
 */
const REPLACED = { deleteBeforeReplace: false };

/** Docker secrets, by file name. */
export function createSecrets(
  service: string,
  values: Readonly<Record<string, pulumi.Output<string>>>,
  { machine, ...opts }: Options,
): MountedFile[] {
  return Object.entries(values).map(([file, value]) => {
    const start = `${service}-${file}`;
    const { id, name } = new docker.Secret(
      start,
      {
        // Of a random password, eight digits of a hash tell nothing.
        name: pulumi.unsecret(value.apply((text) => contentName(start, text))),
        data: value.apply((text) => Buffer.from(text).toString("base64")),
        labels: [onMachine(machine)],
      },
      { ...opts, ...REPLACED },
    );
    return { id, name, path: file };
  });
}

/** Docker configs, by name. */
export function createConfigs(
  service: string,
  files: Readonly<Record<string, ConfigFile>>,
  context: AppContext<unknown>,
  opts: Options,
): MountedFile[] {
  const texts = Object.entries(files).flatMap(([file, { path, text }]) => {
    const content = text(context);
    return content === undefined ? [] : [[file, { path, text: content }]];
  });
  return createTexts(
    service,
    Object.fromEntries(texts) as Parameters<typeof createTexts>[1],
    opts,
  );
}

/** Docker configs of texts that are known, by name. */
export function createTexts(
  service: string,
  files: Readonly<
    Record<string, { readonly path: string; readonly text: string }>
  >,
  { machine, ...opts }: Options,
): MountedFile[] {
  return Object.entries(files).map(([file, { path, text }]) => {
    const start = `${service}-${file}`;
    const { id, name } = new docker.ServiceConfig(
      start,
      {
        name: contentName(start, text),
        data: Buffer.from(text).toString("base64"),
        labels: [onMachine(machine)],
      },
      { ...opts, ...REPLACED },
    );
    return { id, name, path };
  });
}

/** A swarm takes at most 64 characters, and an automatic name may have more. Source: moby/swarmkit, manager/controlapi/common.go. */
const LONGEST_START = 64 - "-".length - 8;

/** A start that is cut off is part of the hash: two that begin alike may hold the same. */
function contentName(start: string, content: string): string {
  const kept = start.slice(0, LONGEST_START);
  const hashed = kept === start ? content : `${start}\n${content}`;
  const digest = createHash("sha256").update(hashed).digest("hex").slice(0, 8);
  return `${kept}-${digest}`;
}

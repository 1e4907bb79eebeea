import * as pulumi from "@pulumi/pulumi";
import type { AppContext, AppDefinition } from "../apps-catalog/define-app";
import { remoteScript, type SshTarget } from "./remote-script";

/** A mount of a service. */
export interface BindMount {
  readonly type: "bind";
  readonly source: pulumi.Output<string>;
  readonly target: string;
}

/** One folder of the beneficiary's volume per data directory. */
export function bindMounts(
  { dataDirectories }: AppDefinition,
  dataFolder: pulumi.Input<string>,
): BindMount[] {
  return Object.entries(dataDirectories).map(([directory, { path }]) => ({
    type: "bind",
    source: pulumi.interpolate`${dataFolder}/${directory}`,
    target: path,
  }));
}

/** Puts the app's first files into its data directories; undefined for an app that brings none. */
export function seedDirectories(
  name: string,
  { dataDirectories }: AppDefinition,
  context: Pick<AppContext<unknown>, "displayName" | "host">,
  place: {
    readonly server: SshTarget;
    readonly dataFolder: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource | undefined {
  const files = Object.entries(dataDirectories).flatMap(
    ([directory, { files: seed }]) =>
      Object.entries(seed?.(context) ?? {}).map(
        ([file, text]) =>
          `${directory}/${file}:${Buffer.from(text).toString("base64")}`,
      ),
  );
  if (files.length === 0) return undefined;
  return remoteScript(
    `${name}-seeded`,
    {
      server: place.server,
      script: "seed-directories",
      parameters: { FOLDER: place.dataFolder, FILES: files.join(" ") },
    },
    opts,
  );
}

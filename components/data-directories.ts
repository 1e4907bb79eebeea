import * as pulumi from "@pulumi/pulumi";
import type { AppContext, DataDirectory } from "../apps-catalog/app-context";
import { remoteScript, type SshTarget } from "./remote-script";

/** A mount of a service. */
export interface BindMount {
  /** A folder of the server, as it is. */
  readonly type: "bind";
  /** That folder. */
  readonly source: pulumi.Input<string>;
  /** Where the container finds it. */
  readonly target: string;
  /**
   * True if the container may not write there.
   * @default false
   */
  readonly readOnly?: boolean;
}

/** One folder of the beneficiary's volume per data directory. */
export function bindMounts(
  directories: Readonly<Record<string, DataDirectory>>,
  dataFolder: pulumi.Input<string>,
): BindMount[] {
  return Object.entries(directories).map(([directory, { path }]) => ({
    type: "bind",
    source: pulumi.interpolate`${dataFolder}/${directory}`,
    target: path,
  }));
}

/** Puts the app's first files into its data directories; undefined for an app that brings none. */
export function seedDirectories(
  name: string,
  directories: Readonly<Record<string, DataDirectory>>,
  context: Pick<AppContext<unknown>, "displayName" | "host">,
  place: {
    readonly server: SshTarget;
    readonly dataFolder: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource | undefined {
  const files = Object.entries(directories).flatMap(
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

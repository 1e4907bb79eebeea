import type * as pulumi from "@pulumi/pulumi";
import {
  type AppDefinition,
  type AppService,
  directoriesOf,
  servicesOf,
} from "../apps-catalog/define-app";
import { releaseFolder } from "../apps-catalog/release";
import type { BindMount } from "./data-directories";
import { remoteScript, type SshTarget } from "./remote-script";

/** The app's code as its containers have it, where no image holds it: to be read only. */
export function codeMounts({ code }: Pick<AppService, "code">): BindMount[] {
  if (!code) return [];
  const { folder, path } = code;
  return [{ type: "bind", source: folder, target: path, readOnly: true }];
}

/**
 * Puts the code of such an app on its server before it starts; undefined for an app whose image holds it. Another version is
 * another folder: the old one stays until no service mounts it, so that a service whose new version is not healthy goes back.
 */
export function placeRelease(
  app: string,
  definition: AppDefinition,
  place: {
    readonly server: SshTarget;
    readonly dataFolder: pulumi.Input<string>;
  },
  opts: pulumi.CustomResourceOptions,
): pulumi.CustomResource | undefined {
  const { id, release } = definition;
  if (!release) return undefined;
  const folder = releaseFolder(id, release);
  const { url, sha256, path, links = {} } = release;
  const { places, starts } = placesIn(definition, path);
  return remoteScript(
    `${app}-release`,
    {
      server: place.server,
      script: "place-release",
      onDelete: "forget-release",
      parameters: {
        APP: app,
        RELEASE: folder,
        URL: url,
        SHA256: sha256,
        PLACES: places.join(" "),
        LINKS: Object.entries(links)
          .map((link) => link.join(":"))
          .join(" "),
        DATA: place.dataFolder,
        STARTS: starts.join(" "),
      },
      triggers: [folder],
    },
    opts,
  );
}

/** What is mounted over the code, and which data directories start with what the code has there. */
function placesIn(
  definition: AppDefinition,
  path: string,
): { places: string[]; starts: string[] } {
  const below = (other: string): string | undefined =>
    other.startsWith(`${path}/`) ? other.slice(path.length + 1) : undefined;
  const directories = Object.entries(directoriesOf(definition)).flatMap(
    ([directory, of]) => {
      const folder = below(of.path);
      return folder === undefined ? [] : [{ directory, folder }];
    },
  );
  const configs = servicesOf(definition).flatMap(({ configs: files = {} }) =>
    Object.values(files).flatMap((file) => below(file.path) ?? []),
  );
  return {
    places: [...directories.map(({ folder }) => `${folder}/`), ...configs],
    starts: directories.map(
      ({ directory, folder }) => `${directory}:${folder}`,
    ),
  };
}

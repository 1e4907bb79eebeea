import * as apps from "./apps";
import type { AppDefinition } from "./define-app";

type App = (typeof apps)[keyof typeof apps];

/** What can be installed, by id, in the order of the ids. */
export const catalog = Object.fromEntries(
  Object.values<AppDefinition>(apps)
    .sort((one, other) => (one.id < other.id ? -1 : 1))
    .map((app) => [app.id, app]),
) as { readonly [A in App as A["id"]]: A };

export type AppId = keyof typeof catalog;

import type { AppDefinition } from "./define-app";
import { wordpress } from "./wordpress/app";

/** What can be installed: one line per app. */
export const catalog = {
  wordpress,
} satisfies Record<string, AppDefinition>;

export type AppId = keyof typeof catalog;

import type { AppDefinition } from "./define-app";
import { dokuwiki } from "./dokuwiki/app";
import { etherpad } from "./etherpad/app";
import { kanboard } from "./kanboard/app";
import { phpSite } from "./php-site/app";
import { staticSite } from "./static-site/app";
import { wordpress } from "./wordpress/app";

/** What can be installed: one line per app. */
export const catalog = {
  dokuwiki,
  etherpad,
  kanboard,
  "php-site": phpSite,
  "static-site": staticSite,
  wordpress,
} satisfies Record<string, AppDefinition>;

export type AppId = keyof typeof catalog;

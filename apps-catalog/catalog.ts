import type { AppDefinition } from "./define-app";
import { dokuwiki } from "./dokuwiki/app";
import { dolibarr } from "./dolibarr/app";
import { etherpad } from "./etherpad/app";
import { freshrss } from "./freshrss/app";
import { galette } from "./galette/app";
import { joomla } from "./joomla/app";
import { kanboard } from "./kanboard/app";
import { matomo } from "./matomo/app";
import { mobilizon } from "./mobilizon/app";
import { nextcloud } from "./nextcloud/app";
import { onlyoffice } from "./onlyoffice/app";
import { paheko } from "./paheko/app";
import { phpSite } from "./php-site/app";
import { privatebin } from "./privatebin/app";
import { roundcube } from "./roundcube/app";
import { spip } from "./spip/app";
import { staticSite } from "./static-site/app";
import { vaultwarden } from "./vaultwarden/app";
import { wallabag } from "./wallabag/app";
import { wordpress } from "./wordpress/app";
import { yeswiki } from "./yeswiki/app";

/** What can be installed: one line per app. */
export const catalog = {
  dokuwiki,
  dolibarr,
  etherpad,
  freshrss,
  galette,
  joomla,
  kanboard,
  matomo,
  mobilizon,
  nextcloud,
  onlyoffice,
  paheko,
  "php-site": phpSite,
  privatebin,
  roundcube,
  spip,
  "static-site": staticSite,
  vaultwarden,
  wallabag,
  wordpress,
  yeswiki,
} satisfies Record<string, AppDefinition>;

export type AppId = keyof typeof catalog;

import type { AppContext } from "./app-context";
import { SENDMAIL_COMMAND } from "./php-mail";
import { USUAL_UPLOADS } from "./limits";

/**
 * A general-purpose image of PHP: every extension that an app or a site asks for (gd, intl, mysqli, pdo_mysql, zip …; those of
 * the official image, curl, dom, mbstring and sqlite3 among them), behind Apache, nothing downloaded or compiled at its start.
 * Sources: https://github.com/webdevops/Dockerfile,
 * README.md, docker/php-apache/8.4/Dockerfile and docker/php-official/8.4/Dockerfile.
 */
export const WEBDEVOPS_PHP = {
  image: "webdevops/php-apache:8.4",
  rollingTag: "its tags are PHP's minor versions",
  port: 80,
  /** Numeric user under which Apache and PHP run, `www-data` of Debian. */
  user: 33,
} as const;

/**
 * Its environment: where the pages are, and what PHP may take.
 * Source: documentation/docs/content/DockerImages/dockerfiles/include/environment-php.rst
 */
export function phpEnvironment(
  { hasMail }: Pick<AppContext<unknown>, "hasMail">,
  pages: string,
  uploads = USUAL_UPLOADS,
): Record<string, string> {
  return {
    WEB_DOCUMENT_ROOT: pages,
    // PHP would be a user of its own, `application`, whose directories Apache could not read.
    "fpm.pool.user": "www-data",
    "fpm.pool.group": "www-data",
    // The image sets it over what PHP's settings say, and FPM wants a whole path. Sources: docker/php-official/8.4/conf/
    // provision/entrypoint.d/20-php-fpm.sh; sapi/fpm/fpm/fpm_conf.c of PHP, FPM_PHP_INI_TO_EXPAND
    ...(hasMail
      ? { PHP_SENDMAIL_PATH: `/usr/bin/env ${SENDMAIL_COMMAND}` }
      : {}),
    PHP_DATE_TIMEZONE: "Europe/Paris",
    // Its default is never to look again at a file that changed, as the settings that an app writes.
    PHP_OPCACHE_VALIDATE_TIMESTAMPS: "1",
    // PHP's own, which YunoHost's packages of these apps do not raise, so that their usual memory has room for it.
    PHP_MEMORY_LIMIT: "128M",
    PHP_POST_MAX_SIZE: `${String(uploads)}M`,
    PHP_UPLOAD_MAX_FILESIZE: `${String(uploads)}M`,
  };
}

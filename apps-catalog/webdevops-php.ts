/**
 * A general-purpose image for apps whose code is an archive: PHP with every extension that they ask for (gd, intl, mysqli, zip
 * …; those of the official image, curl, dom, mbstring and sqlite3 among them), behind Apache, nothing downloaded at its start.
 * Its tags name PHP's minor version; the lock file pins the build. Sources: https://github.com/webdevops/Dockerfile,
 * README.md, docker/php-apache/8.4/Dockerfile and docker/php-official/8.4/Dockerfile.
 */
export const WEBDEVOPS_PHP = {
  image: "webdevops/php-apache:8.4",
  port: 80,
  /** Numeric user under which PHP runs, `application`. */
  user: 1000,
} as const;

/**
 * Its environment: where the pages are, and what PHP may take.
 * Source: documentation/docs/content/DockerImages/dockerfiles/include/environment-php.rst
 */
export function phpEnvironment(pages: string): Record<string, string> {
  return {
    WEB_DOCUMENT_ROOT: pages,
    PHP_DATE_TIMEZONE: "Europe/Paris",
    // Its default is never to look again at a file that changed, as the settings that an app writes.
    PHP_OPCACHE_VALIDATE_TIMESTAMPS: "1",
    PHP_MEMORY_LIMIT: "256M",
    PHP_POST_MAX_SIZE: "64M",
    PHP_UPLOAD_MAX_FILESIZE: "64M",
  };
}

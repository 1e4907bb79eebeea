#!/bin/bash
# Fills the site folder with the image's SPIP when that is newer, waits for the database, then runs the command: what
# the image `ipeos/spip` does before Apache, but for the installation, which needs SPIP-Cli.
set -euo pipefail

version_in() {
  grep --only-matching --perl-regexp "spip_version_branche = ['\"]\K[0-9.]+" "$1/ecrire/inc_version.php" 2>/dev/null || echo 0.0.0
}
newer() { [ "$1" != "$2" ] && [ "$(printf '%s\n' "$@" | sort --version-sort | tail -n 1)" = "$1" ]; }

installed=$(version_in /var/www/html)
shipped=$(version_in /usr/src/spip)
if newer "$installed" "$shipped"; then
  echo >&2 "Can't start SPIP: the data's version ($installed) is higher than the image's ($shipped)"
  exit 1
fi

mkdir -p "$PHP_INI_DIR/conf.d"
printf '%s\n' "max_execution_time=$PHP_MAX_EXECUTION_TIME" "memory_limit=$PHP_MEMORY_LIMIT" \
  "post_max_size=$PHP_POST_MAX_SIZE" "upload_max_filesize=$PHP_UPLOAD_MAX_FILESIZE" \
  "date.timezone=$PHP_TIMEZONE" >"$PHP_INI_DIR/conf.d/spip.ini"

if newer "$shipped" "$installed"; then
  tar --create --directory /usr/src/spip . | tar --extract --no-overwrite-dir
  mkdir -p plugins/auto lib squelettes tmp/dump tmp/log tmp/upload
  chown -R www-data:www-data plugins lib squelettes tmp
fi

if [ "$SPIP_DB_SERVER" = mysql ]; then
  for _ in $(seq 30); do
    nc -z -w 5 "$SPIP_DB_HOST" "$SPIP_DB_PORT" && break
    sleep 5
  done
fi
if [ "$SPIP_AUTO_INSTALL" = 1 ] && [ ! -e config/connect.php ]; then
  echo >&2 "the sandbox's SPIP cannot install itself: SPIP_AUTO_INSTALL=0"
  exit 1
fi
exec "$@"

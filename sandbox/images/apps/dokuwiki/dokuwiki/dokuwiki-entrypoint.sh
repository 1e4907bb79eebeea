#!/bin/bash
# Lays out /storage (data of the wiki, its configuration, links to what comes with the image), then runs Apache, which
# works as www-data.
set -euo pipefail

lay_out() {
  mkdir -p /storage/data /storage/conf /storage/lib/plugins /storage/lib/tpl
  cp -r /var/www/html/data.core/. /storage/data
  ln -sfn /var/www/html/conf.core/license.php /storage/conf/license.php
  for kind in plugins tpl; do
    for part in /var/www/html/lib/$kind.core/*; do
      rm -rf "/storage/lib/$kind/$(basename "$part")"
      ln -s "$part" "/storage/lib/$kind/$(basename "$part")"
    done
  done
}
export -f lay_out

if [ "$(id -u)" = 0 ]; then
  chown -R www-data:www-data /storage
  setpriv --reuid=33 --regid=33 --init-groups bash -euc lay_out
else
  lay_out
fi
# It tests variables that may be missing.
set +u
export APACHE_CONFDIR=/etc/apache2
. /etc/apache2/envvars
mkdir -p "$APACHE_RUN_DIR" "$APACHE_LOCK_DIR" "$APACHE_LOG_DIR"
rm -f "$APACHE_PID_FILE"
exec apache2 -DFOREGROUND

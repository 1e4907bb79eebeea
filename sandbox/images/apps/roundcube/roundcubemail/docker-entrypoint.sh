#!/bin/bash
# Puts Roundcube into its folder, writes its configuration from the environment and the secrets, makes or updates its
# tables, then runs the command: what the official image `roundcube/roundcubemail` does before Apache.
set -euo pipefail
case "${1-}" in apache2*) ;; *) exec "$@" ;; esac

[ -e index.php ] || tar --create --directory /usr/src/roundcubemail . | tar --extract --no-overwrite-dir

secret() { if [ -f "/run/secrets/$1" ]; then cat "/run/secrets/$1"; else printf '%s' "${2-}"; fi; }
ROUNDCUBEMAIL_DB_USER=$(secret roundcube_db_user "${ROUNDCUBEMAIL_DB_USER-root}")
ROUNDCUBEMAIL_DB_PASSWORD=$(secret roundcube_db_password "${ROUNDCUBEMAIL_DB_PASSWORD-}")
: "${ROUNDCUBEMAIL_DEFAULT_HOST:=localhost}" "${ROUNDCUBEMAIL_DEFAULT_PORT:=143}"
: "${ROUNDCUBEMAIL_SMTP_SERVER:=localhost}" "${ROUNDCUBEMAIL_SMTP_PORT:=587}"
: "${ROUNDCUBEMAIL_PLUGINS:=archive,zipdownload}" "${ROUNDCUBEMAIL_SKIN:=elastic}"
: "${ROUNDCUBEMAIL_TEMP_DIR:=/tmp/roundcube-temp}"
case "${ROUNDCUBEMAIL_DB_TYPE-sqlite}" in
  mysql)
    dsn="mysql://$ROUNDCUBEMAIL_DB_USER:$ROUNDCUBEMAIL_DB_PASSWORD@${ROUNDCUBEMAIL_DB_HOST:-mysql}:${ROUNDCUBEMAIL_DB_PORT:-3306}/${ROUNDCUBEMAIL_DB_NAME:-roundcubemail}" ;;
  sqlite)
    install -d -o www-data -g www-data /var/roundcube/db
    dsn="sqlite:////var/roundcube/db/sqlite.db?mode=0646" ;;
  *) echo >&2 "the sandbox's Roundcube has no driver for $ROUNDCUBEMAIL_DB_TYPE"; exit 1 ;;
esac

if [ ! -e config/config.inc.php ]; then
  key=$(head -c 18 /dev/urandom | base64)
  cat >config/config.inc.php <<PHP
<?php
\$config['plugins'] = [];
\$config['log_driver'] = 'stdout';
\$config['zipdownload_selection'] = true;
\$config['des_key'] = '$key';
\$config['enable_spellcheck'] = false;
include(__DIR__ . '/config.docker.inc.php');
PHP
fi
{
  cat <<PHP
<?php
\$config['db_dsnw'] = '$dsn';
\$config['imap_host'] = '$ROUNDCUBEMAIL_DEFAULT_HOST:$ROUNDCUBEMAIL_DEFAULT_PORT';
\$config['smtp_host'] = '$ROUNDCUBEMAIL_SMTP_SERVER:$ROUNDCUBEMAIL_SMTP_PORT';
\$config['username_domain'] = '${ROUNDCUBEMAIL_USERNAME_DOMAIN-}';
\$config['temp_dir'] = '$ROUNDCUBEMAIL_TEMP_DIR';
\$config['skin'] = '$ROUNDCUBEMAIL_SKIN';
\$config['plugins'] = array_filter(array_unique(array_merge(\$config['plugins'], explode(',', '$ROUNDCUBEMAIL_PLUGINS'))));
PHP
  [ ! -e /run/secrets/roundcube_des_key ] || echo "\$config['des_key'] = file_get_contents('/run/secrets/roundcube_des_key');"
  for file in /var/roundcube/config/*.php; do [ ! -e "$file" ] || echo "include('$file');"; done
} >config/config.docker.inc.php

# A database that does not answer yet gets half a minute.
for _ in $(seq 15); do php /initdb.php && break; sleep 2; done
install -d -o www-data "$ROUNDCUBEMAIL_TEMP_DIR"
exec "$@"

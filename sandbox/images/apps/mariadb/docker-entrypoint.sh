#!/bin/bash
# What the official image `mariadb` does before the server: the first time, the system tables, the administrator, the account
# of the health check, a database if one is asked for, and the files of /docker-entrypoint-initdb.d; after an update of the
# image, the upgrade of the system tables if MARIADB_AUTO_UPGRADE is set.
set -euo pipefail

DATA=/var/lib/mysql
SOCKET=/run/mysqld/mysqld.sock
VERSION=$(mariadbd --version | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1)

case "${1-}" in -*) set -- mariadbd "$@" ;; mariadbd | mysqld) ;; *) exec "$@" ;; esac

if [ "$(id -u)" = 0 ]; then
  find "$DATA" ! -user mysql -exec chown mysql:mysql {} +
  exec setpriv --reuid=mysql --regid=mysql --init-groups "$BASH_SOURCE" "$@"
fi

# The value of a variable, or the content of the file that <variable>_FILE names.
value_of() {
  local file_variable=${1}_FILE
  if [ -n "${!file_variable-}" ]; then cat "${!file_variable}"; else printf '%s' "${!1-}"; fi
}

quoted() { local text=${1//\\/\\\\}; printf "'%s'" "${text//\'/\\\'}"; }

sql() { MYSQL_PWD=${ROOT_NOW-} mariadb --no-defaults --socket="$SOCKET" --user=root "$@"; }

start_alone() {
  "$@" --skip-networking --socket="$SOCKET" &
  server=$!
  for _ in $(seq 60); do
    if sql --execute "SELECT 1" >/dev/null 2>&1; then return; fi
    kill -0 "$server" 2>/dev/null || break
    sleep 0.5
  done
  echo >&2 "the server of the first start does not answer"
  exit 1
}

stop_alone() {
  kill "$server"
  wait "$server" || true
}

if [ ! -d "$DATA/mysql" ]; then
  password=$(value_of MARIADB_ROOT_PASSWORD)
  root_host=$(value_of MARIADB_ROOT_HOST)
  if [ -z "$password" ] && [ -z "${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD-}" ]; then
    echo >&2 "Database is uninitialized and password option is not specified: set MARIADB_ROOT_PASSWORD or MARIADB_ROOT_PASSWORD_FILE"
    exit 1
  fi
  mariadb-install-db --datadir="$DATA" --auth-root-authentication-method=normal --skip-test-db >/dev/null
  start_alone "$@"
  health_password=$(head -c 24 /dev/urandom | base64 | tr -d '+/=')
  printf '[mariadb-client]\nport=3306\nsocket=%s\nuser=healthcheck\npassword=%s\n' "$SOCKET" "$health_password" >"$DATA/.my-healthcheck.cnf"
  chmod 600 "$DATA/.my-healthcheck.cnf"
  {
    echo "DROP USER IF EXISTS root@'127.0.0.1', root@'::1'; EXECUTE IMMEDIATE CONCAT('DROP USER IF EXISTS root@\'', @@hostname, '\'');"
    for host in 127.0.0.1 ::1 localhost; do
      echo "CREATE USER healthcheck@'$host' IDENTIFIED BY $(quoted "$health_password");"
    done
    [ "${root_host:-%}" = localhost ] ||
      echo "CREATE USER root@$(quoted "${root_host:-%}") IDENTIFIED BY $(quoted "$password"); GRANT ALL ON *.* TO root@$(quoted "${root_host:-%}") WITH GRANT OPTION;"
    echo "ALTER USER root@localhost IDENTIFIED BY $(quoted "$password");"
  } | sql
  ROOT_NOW=$password
  database=$(value_of MARIADB_DATABASE)
  user=$(value_of MARIADB_USER)
  [ -z "$database" ] || echo "CREATE DATABASE IF NOT EXISTS \`$database\`;" | sql
  [ -z "$user" ] || {
    echo "CREATE USER $(quoted "$user")@'%' IDENTIFIED BY $(quoted "$(value_of MARIADB_PASSWORD)");"
    [ -z "$database" ] || echo "GRANT ALL ON \`${database//_/\\_}\`.* TO $(quoted "$user")@'%';"
  } | sql
  shopt -s nullglob
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) . "$file" ;;
      *.sql) sql ${database:+"$database"} <"$file" ;;
      *.sql.gz) gunzip --stdout "$file" | sql ${database:+"$database"} ;;
    esac
  done
  stop_alone
  echo "$VERSION" >"$DATA/mariadb_upgrade_info"
elif [ -n "${MARIADB_AUTO_UPGRADE-}" ] && [ "$(cat "$DATA/mariadb_upgrade_info" 2>/dev/null)" != "$VERSION" ]; then
  ROOT_NOW=$(value_of MARIADB_ROOT_PASSWORD)
  start_alone "$@"
  MYSQL_PWD=$ROOT_NOW mariadb-upgrade --no-defaults --socket="$SOCKET" --user=root --upgrade-system-tables --force >/dev/null
  stop_alone
  echo "$VERSION" >"$DATA/mariadb_upgrade_info"
fi

unset ROOT_NOW password health_password
exec "$@"

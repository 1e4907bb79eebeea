#!/bin/bash
# What the official image `postgres` does before the server: the first time, the system tables, the administrator, a database,
# and the files of /docker-entrypoint-initdb.d, by a server that only answers inside the container.
set -euo pipefail

case "${1-}" in -*) set -- postgres "$@" ;; postgres) ;; *) exec "$@" ;; esac

mkdir -p "$PGDATA"
chmod 700 "$PGDATA"
if [ "$(id -u)" = 0 ]; then
  find "$PGDATA" /run/postgresql ! -user postgres -exec chown postgres {} +
  exec setpriv --reuid=postgres --regid=postgres --init-groups "$BASH_SOURCE" "$@"
fi

# The value of a variable, or the content of the file that <variable>_FILE names.
value_of() {
  local file_variable=${1}_FILE
  if [ -n "${!file_variable-}" ]; then cat "${!file_variable}"; else printf '%s' "${!1-}"; fi
}

sql() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" "$@"; }

if [ ! -s "$PGDATA/PG_VERSION" ]; then
  password=$(value_of POSTGRES_PASSWORD)
  POSTGRES_USER=$(value_of POSTGRES_USER)
  export POSTGRES_USER=${POSTGRES_USER:-postgres}
  POSTGRES_DB=$(value_of POSTGRES_DB)
  export POSTGRES_DB=${POSTGRES_DB:-$POSTGRES_USER}
  if [ -z "$password" ] && [ "${POSTGRES_HOST_AUTH_METHOD-}" != trust ]; then
    echo >&2 "Error: Database is uninitialized and superuser password is not specified."
    exit 1
  fi
  eval "initdb --username=\"\$POSTGRES_USER\" --pwfile=<(printf '%s\n' \"\$password\") ${POSTGRES_INITDB_ARGS-}" >/dev/null
  printf '\nhost all all all %s\n' "${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >>"$PGDATA/pg_hba.conf"
  export PGPASSWORD=$password
  pg_ctl -D "$PGDATA" -o "$(printf '%q ' "${@:2}" -c listen_addresses=)" -w start >/dev/null
  [ "$POSTGRES_DB" = postgres ] || echo 'CREATE DATABASE :"db"' | sql --dbname=postgres --set=db="$POSTGRES_DB"
  shopt -s nullglob
  for file in /docker-entrypoint-initdb.d/*; do
    case "$file" in
      *.sh) if [ -x "$file" ]; then "$file"; else . "$file"; fi ;;
      *.sql) sql --dbname="$POSTGRES_DB" --file="$file" ;;
      *.sql.gz) gunzip --stdout "$file" | sql --dbname="$POSTGRES_DB" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop >/dev/null
  unset PGPASSWORD password
fi

exec "$@"

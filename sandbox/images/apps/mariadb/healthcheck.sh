#!/bin/bash
# The health check of the official image: --connect (a query over TCP, which the first start refuses) and
# --innodb_initialized, as the account that the first start made.
set -euo pipefail

query() { mariadb --defaults-file=/var/lib/mysql/.my-healthcheck.cnf --skip-column-names --batch --execute "$1" "${@:2}"; }

for check in "$@"; do
  case "$check" in
    --connect) [ "$(query 'SELECT @@skip_networking' --host=127.0.0.1 --protocol=tcp)" = 0 ] ;;
    --innodb_initialized) [ "$(query "SELECT 1 FROM information_schema.ENGINES WHERE engine='innodb' AND support IN ('YES', 'DEFAULT', 'ENABLED')")" = 1 ] ;;
    *) echo "unknown check $check" >&2; exit 1 ;;
  esac
done

#!/bin/bash
# PostGIS in a template and in the first database.
set -euo pipefail
sql() { psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" --dbname="$1"; }

echo 'CREATE DATABASE template_postgis IS_TEMPLATE true' | sql postgres
for database in template_postgis "$POSTGRES_DB"; do
  echo 'CREATE EXTENSION IF NOT EXISTS postgis; CREATE EXTENSION IF NOT EXISTS postgis_topology' | sql "$database"
done

# Makes a database and its user on a PostgreSQL service of this server, or gives the user another password; the data and the
# user's rights stay.
# Parameters: SERVICE, DATABASE (also the user's name; lower case, digits and _), PASSWORD (letters and digits),
# EXTENSIONS (names, may be absent)

for _ in $(seq 90); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "no healthy container of $SERVICE after three minutes" >&2; exit 1; }

# Neither role nor database has an IF NOT EXISTS: what a query answers is run. Inside the container nobody asks the
# administrator for a password.
docker exec --interactive "$container" psql --username=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1 >/dev/null <<SQL
SELECT 'CREATE ROLE "$DATABASE"' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$DATABASE') \gexec
ALTER ROLE "$DATABASE" LOGIN PASSWORD '$PASSWORD';
SELECT 'CREATE DATABASE "$DATABASE" OWNER "$DATABASE"' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$DATABASE') \gexec
REVOKE ALL ON DATABASE "$DATABASE" FROM PUBLIC;
\connect "$DATABASE"
$(for extension in ${EXTENSIONS:-}; do echo "CREATE EXTENSION IF NOT EXISTS \"$extension\";"; done)
SQL

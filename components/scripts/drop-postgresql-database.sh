# Removes a database and its user, with the data.
# Parameters: SERVICE, DATABASE

# A volume that moved to another server took the data along, and stopped the service here: nothing is left to remove.
replicas=$(docker service inspect --format '{{.Spec.Mode.Replicated.Replicas}}' "$SERVICE" 2>/dev/null || true)
[ "${replicas:-0}" -gt 0 ] || exit 0

container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" | head -n 1)
[ -n "$container" ] || { echo "no container of $SERVICE: the database $DATABASE cannot be removed" >&2; exit 1; }
docker exec --interactive "$container" psql --username=postgres --no-psqlrc --quiet --set=ON_ERROR_STOP=1 >/dev/null <<SQL
DROP DATABASE IF EXISTS "$DATABASE" WITH (FORCE);
DROP ROLE IF EXISTS "$DATABASE";
SQL

# Removes a database and its user, with the data.
# Parameters: SERVICE, DATABASE

container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" | head -n 1)
[ -n "$container" ] || { echo "no container of $SERVICE: the database $DATABASE cannot be removed" >&2; exit 1; }
docker exec --interactive "$container" bash -c \
  'exec mariadb --defaults-extra-file=<(printf "[client]\npassword=%s\n" "$(cat /run/secrets/root-password)") --user=root' >/dev/null <<SQL
DROP DATABASE IF EXISTS \`$DATABASE\`;
DROP USER IF EXISTS '$DATABASE'@'%';
SQL

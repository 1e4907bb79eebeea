# Makes a database and its user on a MariaDB service of this server, or gives the user another password; the data and the
# user's rights stay.
# Parameters: SERVICE, DATABASE (also the user's name; lower case, digits and _), PASSWORD (letters and digits)

for _ in $(seq 90); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "no healthy container of $SERVICE after three minutes" >&2; exit 1; }

# In a grant _ stands for any character. The administrator's password stays inside the container: no process list shows it.
docker exec --interactive "$container" bash -c \
  'exec mariadb --defaults-extra-file=<(printf "[client]\npassword=%s\n" "$(cat /run/secrets/root-password)") --user=root' >/dev/null <<SQL
CREATE DATABASE IF NOT EXISTS \`$DATABASE\` CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '$DATABASE'@'%' IDENTIFIED BY '$PASSWORD';
ALTER USER '$DATABASE'@'%' IDENTIFIED BY '$PASSWORD';
GRANT ALL PRIVILEGES ON \`${DATABASE//_/\\_}\`.* TO '$DATABASE'@'%';
SQL

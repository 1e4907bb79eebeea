# Runs an app's installation command in its container, once, or again with AGAIN: whenever what it is told has changed. What
# it needs to know travels by standard input.
# Parameters: SERVICE, AGAIN (yes or none), USER_ID (empty for the image's own), INSTALLED_WHEN and RUN (quoted words), FIELDS (JSON)

for _ in $(seq 60); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "no healthy container of $SERVICE after two minutes" >&2; exit 1; }

eval "installed_when=($INSTALLED_WHEN)"
eval "run=($RUN)"
inside=(docker exec --interactive)
[ -z "$USER_ID" ] || inside+=(--user "$USER_ID")

if [ -n "${AGAIN-}" ] || ! "${inside[@]}" "$container" "${installed_when[@]}" </dev/null >/dev/null 2>&1; then
  printf '%s' "$FIELDS" | "${inside[@]}" "$container" "${run[@]}" >/dev/null
fi
"${inside[@]}" "$container" "${installed_when[@]}" </dev/null >/dev/null || { echo "$SERVICE is not installed after its installation command" >&2; exit 1; }

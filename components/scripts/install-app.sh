# Fills an app's installation form, once. The form travels by standard input: no process list shows a password.
# Parameters: SERVICE, HOST, PORT, INSTALLED_WHEN, POST, FORM (a curl configuration)

for _ in $(seq 60); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "no healthy container of $SERVICE after two minutes" >&2; exit 1; }

status() {
  docker exec "$container" curl --silent --output /dev/null --write-out '%{http_code}' \
    --header "Host: $HOST" --header 'X-Forwarded-Proto: https' "http://127.0.0.1:$PORT$INSTALLED_WHEN"
}

if [ "$(status)" != 200 ]; then
  printf '%s' "$FORM" | docker exec --interactive "$container" curl --silent --show-error --output /dev/null --config - \
    --header "Host: $HOST" --header 'X-Forwarded-Proto: https' "http://127.0.0.1:$PORT$POST"
fi
code=$(status)
[ "$code" = 200 ] || { echo "$SERVICE answers $code on $INSTALLED_WHEN after its installation" >&2; exit 1; }

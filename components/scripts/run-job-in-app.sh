# Runs a job of an app's new version once, in its container. What the job prints is in the server's journal alone, since it
# may tell a secret.
# Parameters: JOB, IMAGE, RELEASE (where the code is not in the image), SERVICE, USER_ID (empty for the image's own), RUN (quoted words)

mark=/var/lib/epicerie/jobs/$JOB
version=$(printf '%s\n%s' "$IMAGE${RELEASE:+ $RELEASE}" "$RUN")
[ -e "$mark" ] && [ "$(cat "$mark")" = "$version" ] && exit 0

for _ in $(seq 60); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "no healthy container of $SERVICE after two minutes" >&2; exit 1; }

eval "run=($RUN)"
inside=(docker exec)
[ -z "$USER_ID" ] || inside+=(--user "$USER_ID")
if ! "${inside[@]}" "$container" "${run[@]}" 2>&1 </dev/null | logger --tag "epicerie-job.$JOB"; then
  echo "the job $JOB of $IMAGE did not succeed: sudo journalctl -t epicerie-job.$JOB on the server tells what it printed" >&2
  exit 1
fi
install -d -m 700 "$(dirname "$mark")"
printf '%s' "$version" >"$mark"

# Runs a job of an app's new version once, in a container of its own beside the version that serves. What the job prints
# is in the server's journal alone, since it may tell a secret.
# Parameters: JOB, IMAGE, RELEASE (where the code is not in the image), SERVICE, OPTIONS and RUN (quoted words)

mark=/var/lib/epicerie/jobs/$JOB
version=$(printf '%s\n%s' "$IMAGE${RELEASE:+ $RELEASE}" "$RUN")
[ -e "$mark" ] && [ "$(cat "$mark")" = "$version" ] && exit 0

eval "options=($OPTIONS)"
eval "run=($RUN)"
forget() { docker service rm "$SERVICE" >/dev/null 2>&1 || true; }
# Of a run that was cut off.
forget
trap forget EXIT
docker service create --quiet --detach --no-resolve-image --name "$SERVICE" --mode replicated-job --restart-condition none \
  --endpoint-mode dnsrr --no-healthcheck "${options[@]}" "$IMAGE" "${run[@]}" >/dev/null

for _ in $(seq 1800); do
  state=$(docker service ps --no-trunc --format '{{.CurrentState}}' "$SERVICE" | head -n 1 | cut -d ' ' -f 1)
  case $state in Complete | Failed | Rejected | Shutdown | Orphaned) break ;; esac
  sleep 2
done
docker service logs --raw "$SERVICE" 2>&1 | logger --tag "epicerie-job.$JOB" || true
if [ "$state" != Complete ]; then
  error=$(docker service ps --no-trunc --format '{{.Error}}' "$SERVICE" | head -n 1)
  echo "the job $JOB of $IMAGE did not succeed (${state:-it never started}${error:+: $error}): sudo journalctl -t epicerie-job.$JOB on the server tells what it printed; the version before still serves" >&2
  exit 1
fi
install -d -m 700 "$(dirname "$mark")"
printf '%s' "$version" >"$mark"

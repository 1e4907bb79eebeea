# Puts an app's scheduled jobs on the server's clock: a timer each, and one runner for all. A job that still runs is not
# started again: a oneshot service is never twice.
# Parameters: APP, JOBS (quoted words, six a job: name, schedule, service, user or empty, seconds, quoted command)

install -d -m 755 /etc/epicerie/cron
runner=$(mktemp /usr/local/sbin/.epicerie-cron.XXXXXX)
cat >"$runner" <<'SCRIPT'
#!/bin/bash
# Runs one scheduled job (a file of /etc/epicerie/cron) in the container of its service; a job that takes too long is stopped.
. "/etc/epicerie/cron/$1"
for _ in $(seq 60); do
  container=$(docker ps --quiet --filter "label=com.docker.swarm.service.name=$SERVICE" --filter health=healthy | head -n 1)
  [ -n "$container" ] && break
  sleep 2
done
[ -n "$container" ] || { echo "$1: no healthy container of $SERVICE after two minutes" >&2; exit 1; }
eval "run=($RUN)"
docker exec ${USER_ID:+--user "$USER_ID"} "$container" timeout -k 30 "$TIMEOUT" "${run[@]}"
code=$?
[ "$code" = 0 ] || echo "$1: ended with code $code" >&2
exit "$code"
SCRIPT
chmod 755 "$runner"
mv "$runner" /usr/local/sbin/epicerie-cron
unit=$(mktemp /etc/systemd/system/.epicerie-cron.XXXXXX)
cat >"$unit" <<'UNIT'
[Unit]
Description=Scheduled job %i
After=docker.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/epicerie-cron %i
SyslogIdentifier=epicerie-cron.%i
UNIT
chmod 644 "$unit"
mv "$unit" /etc/systemd/system/epicerie-cron@.service

eval "jobs=($JOBS)"
names=
for ((at = 0; at < ${#jobs[@]}; at += 6)); do
  systemd-analyze calendar "${jobs[at + 1]}" >/dev/null || { echo "$APP: ${jobs[at]} has a schedule that systemd does not understand: ${jobs[at + 1]}" >&2; exit 1; }
  name=$APP.${jobs[at]}
  names="$names $name"
  printf 'SERVICE=%q\nUSER_ID=%q\nTIMEOUT=%q\nRUN=%q\n' "${jobs[@]:at + 2:4}" >"/etc/epicerie/cron/$name"
  cat >"/etc/systemd/system/epicerie-cron@$name.timer" <<UNIT
[Unit]
Description=Scheduled job $name
[Timer]
OnCalendar=${jobs[at + 1]}
AccuracySec=1s
[Install]
WantedBy=timers.target
UNIT
done

# Those that the app has no more.
for file in "/etc/epicerie/cron/$APP".*; do
  name=$(basename "$file")
  [[ " $names " == *" $name "* ]] && continue
  systemctl disable --now "epicerie-cron@$name.timer" >/dev/null 2>&1 || true
  rm -f "$file" "/etc/systemd/system/epicerie-cron@$name.timer"
done
systemctl daemon-reload
for name in $names; do
  systemctl enable "epicerie-cron@$name.timer" >/dev/null 2>&1
  systemctl restart "epicerie-cron@$name.timer"
done

# Writes the part of the proxy's configuration that belongs to the platform, and what keeps the proxy up: each
# beneficiary's routes stand in a file of their own.
# Parameters: CADDYFILE

install -d -m 755 /etc/epicerie/proxy/routes /etc/epicerie/proxy/errors /srv/proxy/data /srv/proxy/config

# After a power cut Docker gives up on a container whose overlay networks come back later than itself
# ("network not found"), whatever its restart policy: this brings it back.
cat >/usr/local/sbin/epicerie-proxy <<'SCRIPT'
#!/bin/bash
docker inspect proxy >/dev/null 2>&1 || exit 0
for _ in $(seq 60); do
  [ "$(docker inspect --format '{{.State.Running}}' proxy)" = true ] && exit 0
  docker start proxy >/dev/null 2>&1 && exit 0
  # Once the networks are known again, one that is gone for good must not hold the others back.
  if docker node ls >/dev/null 2>&1; then
    for network in $(docker inspect --format '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}' proxy); do
      docker network inspect "$network" >/dev/null 2>&1 || docker network disconnect --force "$network" proxy
    done
  fi
  sleep 2
done
echo "the proxy does not start: $(docker inspect --format '{{.State.Error}}' proxy)" >&2
exit 1
SCRIPT
chmod 755 /usr/local/sbin/epicerie-proxy
cat >/etc/systemd/system/epicerie-proxy.service <<'UNIT'
[Unit]
Description=Keeps the HTTPS proxy up
After=docker.service
[Service]
Type=oneshot
ExecStart=/usr/local/sbin/epicerie-proxy
[Install]
WantedBy=multi-user.target
UNIT
cat >/etc/systemd/system/epicerie-proxy.timer <<'UNIT'
[Unit]
Description=Keeps the HTTPS proxy up
[Timer]
OnActiveSec=1min
OnUnitInactiveSec=1min
[Install]
WantedBy=timers.target
UNIT
systemctl daemon-reload
systemctl enable epicerie-proxy.service >/dev/null 2>&1
systemctl enable --now epicerie-proxy.timer >/dev/null 2>&1

# Tried beside every beneficiary's routes before it is put in place.
cd /etc/epicerie/proxy
exec 9>/run/lock/epicerie-proxy
flock 9
trial=$(mktemp -d trial.XXXXXX)
trap 'rm -rf "$trial"' EXIT
chmod 755 "$trial"
cp -r routes "$trial"
printf '%s' "$CADDYFILE" >"$trial/Caddyfile"
if docker inspect proxy >/dev/null 2>&1; then
  /usr/local/sbin/epicerie-proxy
  docker exec proxy caddy validate --config "/etc/caddy/$trial/Caddyfile" --adapter caddyfile >"$trial/log" 2>&1 ||
    { echo "the proxy refused its new configuration, the former one is still in place: $(tail -n 1 "$trial/log")" >&2; exit 1; }
  mv "$trial/Caddyfile" Caddyfile
  docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile
else
  mv "$trial/Caddyfile" Caddyfile
fi

# Publishes the routes of one beneficiary on the server's proxy. They are tried beside everybody's before they are put in
# place, so that a mistake in one file can disturb nobody; what the proxy refuses all the same is taken back.
# Parameters: BENEFICIARY, NETWORK, ROUTES (Caddyfile text), ERROR_PAGE (HTML), HOSTS (words)

cd /etc/epicerie/proxy
routes=routes/$BENEFICIARY.caddy
install -d -m 755 errors
/usr/local/sbin/epicerie-proxy

# One at a time: each tries all files together.
exec 9>/run/lock/epicerie-proxy
flock 9
joined=$(docker inspect --format '{{json .NetworkSettings.Networks}}' proxy)
[[ $joined == *"\"$NETWORK\""* ]] || docker network connect "$NETWORK" proxy

log=$(mktemp)
refused() {
  echo "the proxy refused the routes of $BENEFICIARY, the former ones are still in place: $(tail -n 1 "$log")" >&2
  exit 1
}
trial=$(mktemp -d trial.XXXXXX)
trap 'rm -rf "$trial" "$log"' EXIT
chmod 755 "$trial"
cp -r Caddyfile routes "$trial"
reload() {
  docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile
}
printf '%s' "$ROUTES" >"$trial/$routes"
docker exec proxy caddy validate --config "/etc/caddy/$trial/Caddyfile" --adapter caddyfile >"$log" 2>&1 || refused

printf '%s' "$ERROR_PAGE" >"errors/$BENEFICIARY.html"
[ ! -e "$routes" ] || cp "$routes" "$trial/former"
# A Caddy before 2.9 registers one account at the certificate authority for each of its first names, all at once, and may keep
# the key of one beside the number of another, so that no later name ever gets a certificate: the first name goes ahead. The
# others follow after half a minute even so, where the authority does not answer.
# Source: https://github.com/caddyserver/certmagic/pull/293
account() { [ -n "$(find /srv/proxy/data/caddy/acme -name '*.key' -size +0 2>/dev/null)" ]; }
if ! account; then
  sed '/^}$/q' "$trial/$routes" >"$routes"
  end=$((SECONDS + 30))
  if reload >"$log" 2>&1; then until account || [ "$SECONDS" -ge "$end" ]; do sleep 0.5; done; fi
fi
mv "$trial/$routes" "$routes"
if ! reload >"$log" 2>&1; then
  if [ -e "$trial/former" ]; then mv "$trial/former" "$routes"; else rm -f "$routes"; fi
  # The first name alone may have been accepted.
  reload >/dev/null 2>&1 || true
  refused
fi
flock --unlock 9

# Certificates come by themselves once the names lead here. That is a matter of seconds, unless a domain was bought
# minutes ago: then it is not this run's failure, and the proxy goes on asking. It answers 502 by itself for up to five
# seconds after it has joined its first network: Go looks at resolv.conf no more often.
seen() {
  code=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 5 --resolve "$1:443:127.0.0.1" "https://$1/") && [ "$code" != 502 ]
}
end=$((SECONDS + 60))
for host in $HOSTS; do
  until seen "$host" || [ "$SECONDS" -ge "$end" ]; do sleep 2; done
done

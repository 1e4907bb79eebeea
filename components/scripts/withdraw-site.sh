# Takes the routes of one beneficiary away.
# Parameters: BENEFICIARY, NETWORK

if docker inspect proxy >/dev/null 2>&1; then /usr/local/sbin/epicerie-proxy; fi
exec 9>/run/lock/epicerie-proxy
flock 9
rm -f "/etc/epicerie/proxy/routes/$BENEFICIARY.caddy"
if docker inspect proxy >/dev/null 2>&1; then
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  if ! docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile >"$log" 2>&1; then
    echo "the proxy still serves the routes of $BENEFICIARY: $(tail -n 1 "$log")" >&2
    exit 1
  fi
  docker network disconnect --force "$NETWORK" proxy 2>/dev/null || true
fi
rm -f "/etc/epicerie/proxy/errors/$BENEFICIARY.html"

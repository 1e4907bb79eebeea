# Takes the routes of one beneficiary away.
# Parameters: BENEFICIARY, NETWORK

exec 9>/run/lock/epicerie-proxy
flock 9
rm -f "/etc/epicerie/proxy/routes/$BENEFICIARY.caddy"
if docker inspect proxy >/dev/null 2>&1; then
  docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile 2>/dev/null
  docker network disconnect --force "$NETWORK" proxy 2>/dev/null || true
fi
rm -f "/etc/epicerie/proxy/errors/$BENEFICIARY.html"

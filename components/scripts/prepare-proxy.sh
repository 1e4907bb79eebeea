# Writes the part of the proxy's configuration that belongs to the platform; each beneficiary's routes stand in a file of their own.
# Parameters: CADDYFILE

install -d -m 755 /etc/epicerie/proxy/routes /srv/proxy/data /srv/proxy/config
printf '%s' "$CADDYFILE" >/etc/epicerie/proxy/Caddyfile.new
mv /etc/epicerie/proxy/Caddyfile.new /etc/epicerie/proxy/Caddyfile
if docker inspect proxy >/dev/null 2>&1; then
  docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile
fi

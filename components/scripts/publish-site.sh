# Publishes the routes of one beneficiary on the server's proxy; a configuration that the proxy refuses is taken back.
# Parameters: BENEFICIARY, NETWORK, ROUTES (Caddyfile text), HOSTS (words)

file=/etc/epicerie/proxy/routes/$BENEFICIARY.caddy
/usr/local/sbin/epicerie-proxy
joined=$(docker inspect --format '{{json .NetworkSettings.Networks}}' proxy)
[[ $joined == *"\"$NETWORK\""* ]] || docker network connect "$NETWORK" proxy

previous=$(mktemp)
[ -e "$file" ] && cp "$file" "$previous" || rm "$previous"
printf '%s' "$ROUTES" >"$file"
if ! docker exec proxy caddy reload --config /etc/caddy/Caddyfile --adapter caddyfile 2>/tmp/epicerie-proxy.log; then
  if [ -e "$previous" ]; then mv "$previous" "$file"; else rm -f "$file"; fi
  echo "the proxy refused the routes of $BENEFICIARY, the former ones are still in place: $(tail -n 1 /tmp/epicerie-proxy.log)" >&2
  exit 1
fi
rm -f "$previous"

# Certificates come by themselves once the names lead here. That is a matter of seconds, unless a domain was bought
# minutes ago: then it is not this run's failure, and the proxy goes on asking. It answers 502 by itself for up to five
# seconds after it has joined its first network: Go looks at resolv.conf no more often.
for host in $HOSTS; do
  for _ in $(seq 30); do
    code=$(curl --silent --output /dev/null --write-out '%{http_code}' --max-time 5 --resolve "$host:443:127.0.0.1" "https://$host/") && [ "$code" != 502 ] && break
    sleep 2
  done
done

# Keeps a server safe and watched: the épiciers' keys, security updates, swap, metrics. Touches neither Docker nor
# what runs in it, and does nothing where everything is as it should be.
# Parameters: ADMIN (user), SSH_KEYS (a line each), REBOOT_AT ("04:00", or empty for never), SWAP (GB, 0 for none), PRIVATE_IP

# Writes standard input to a file, with its mode and owner from the first moment; succeeds only when that changed the file.
changed() {
  local new=$1.epicerie-new
  mkdir -p "$(dirname "$1")"
  if ! { cat >"$new" && chmod "${2:-644}" "$new" && chown "${3:-root:root}" "$new"; }; then
    rm -f "$new"
    echo "$1 could not be written: the former one is still in place" >&2
    exit 1
  fi
  if cmp --silent "$new" "$1"; then rm "$new"; return 1; fi
  mv "$new" "$1"
}

# A first boot or a daily run may hold apt's locks.
missing=
for package in unattended-upgrades prometheus-node-exporter; do
  dpkg-query --show --showformat '${Status}' "$package" 2>/dev/null | grep -q ' installed$' || missing="$missing $package"
done

# Metrics for the private network only. Written before the package comes, which starts the agent at once. The private
# address may be late at boot.
# Source: Debian's prometheus-node-exporter.service reads its arguments from /etc/default, which is dpkg's to change.
if changed /etc/systemd/system/prometheus-node-exporter.service.d/epicerie.conf <<UNIT
[Unit]
After=network-online.target
Wants=network-online.target
[Service]
ExecStart=
ExecStart=/usr/bin/prometheus-node-exporter --web.listen-address=$PRIVATE_IP:9100
Restart=on-failure
RestartSec=5
UNIT
then systemctl daemon-reload && metrics_changed=yes; fi

if [ -n "$missing" ]; then
  for _ in $(seq 20); do
    apt-get -qq update &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends -o DPkg::Lock::Timeout=60 install $missing >/dev/null &&
      installed=yes && break
    sleep 10
  done
  [ "${installed:-no}" = yes ] || { echo "these packages could not be installed:$missing" >&2; exit 1; }
fi
systemctl enable --quiet prometheus-node-exporter.service
if [ "${metrics_changed:-no}" = yes ]; then
  systemctl restart prometheus-node-exporter.service
else
  systemctl start prometheus-node-exporter.service
fi

# The épiciers' keys, in a block of their own: a key that is no longer declared goes, and every other stays.
keys=$(getent passwd "$ADMIN" | cut -d : -f 6)/.ssh/authorized_keys
install -d -m 700 -o "$ADMIN" -g "$ADMIN" "$(dirname "$keys")"
touch "$keys"
text=$(sed '/^# epicerie: begin$/,/^# epicerie: end$/d' "$keys")
[ -z "$SSH_KEYS" ] || text+=$'\n# epicerie: begin\n'$SSH_KEYS$'\n# epicerie: end'
changed "$keys" 600 "$ADMIN:$ADMIN" <<<"${text#$'\n'}" || true

# Security updates every night; where one asks for it, a restart an hour later.
# Source: https://wiki.debian.org/UnattendedUpgrades; Debian's 50unattended-upgrades names the security archive.
[ -n "$REBOOT_AT" ] && reboot=true || reboot=false
at=${REBOOT_AT:-04:00}
changed /etc/apt/apt.conf.d/52epicerie <<APT || true
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Unattended-Upgrade::Automatic-Reboot "$reboot";
Unattended-Upgrade::Automatic-Reboot-WithUsers "true";
Unattended-Upgrade::Automatic-Reboot-Time "$at";
APT
if changed /etc/systemd/system/apt-daily-upgrade.timer.d/epicerie.conf <<UNIT
[Timer]
OnCalendar=
OnCalendar=*-*-* $(printf '%02d:%s' $(((10#${at%%:*} + 23) % 24)) "${at##*:}")
RandomizedDelaySec=15m
UNIT
then
  systemctl daemon-reload
  # A timer that somebody has masked stays so.
  systemctl try-restart apt-daily-upgrade.timer || true
fi

# Room for what memory cannot hold for a moment. A container has the swap of its host.
swap=/var/lib/epicerie/swap
unit=$(systemd-escape --path --suffix=swap "$swap")
wanted=$((SWAP * 1000000000))
if [ "$wanted" != "$(stat --format %s "$swap" 2>/dev/null || echo 0)" ]; then
  systemctl stop "$unit" 2>/dev/null || true
  rm -f "$swap"
  if [ "$wanted" != 0 ]; then
    install -d -m 700 "$(dirname "$swap")"
    fallocate --length "$wanted" "$swap"
    chmod 600 "$swap"
    mkswap "$swap" >/dev/null
  fi
fi
if [ "$wanted" = 0 ]; then
  systemctl disable --quiet "$unit" 2>/dev/null || true
  rm -f "/etc/systemd/system/$unit"
else
  changed "/etc/systemd/system/$unit" <<UNIT && systemctl daemon-reload
[Unit]
Description=Swap
ConditionVirtualization=!container
[Swap]
What=$swap
[Install]
WantedBy=swap.target
UNIT
  systemctl enable --quiet "$unit"
  systemctl start "$unit"
fi

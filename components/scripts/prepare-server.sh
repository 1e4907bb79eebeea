# Waits until the server can work, then brings it to what every component relies on.
# Parameters: PRIVATE_IP, ADMIN (user), INSTALL (the script with which the first boot installs Docker)

cloud-init status --wait >/dev/null || true

# SSH by key, for those who were given one, and nothing that a guest needs not; webmasters have a door of their own. Now,
# while nobody else connects: sshd refuses connections for a moment while it reads its settings again.
settings=/etc/ssh/sshd_config.d/10-epicerie.conf
cat >"$settings.new" <<'SSHD'
PermitRootLogin no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitEmptyPasswords no
DenyGroups epicerie-sftp
X11Forwarding no
AllowAgentForwarding no
AllowTcpForwarding local
PermitTunnel no
LoginGraceTime 30
MaxAuthTries 4
ClientAliveInterval 60
SSHD
if cmp --silent "$settings.new" "$settings"; then
  rm "$settings.new"
else
  sshd -t -f "$settings.new" || { echo "sshd refuses its new settings: the former ones are still in place" >&2; exit 1; }
  mv "$settings.new" "$settings"
  systemctl try-reload-or-restart ssh.service
fi

# Once more, where the first boot did not succeed: no archive of packages may have answered.
sh -c "$INSTALL" >/dev/null || { echo "Docker could not be installed on the server: the next run tries again" >&2; exit 1; }
usermod -aG docker "$ADMIN"

for _ in $(seq 150); do
  docker info >/dev/null 2>&1 && ready=yes && break
  sleep 2
done
[ "${ready:-no}" = yes ] || { echo "Docker does not answer on the server after 5 minutes" >&2; exit 1; }

# One manager is enough: services, secrets and health-gated updates. A pool away from the usual private networks.
if [ "$(docker info --format '{{.Swarm.LocalNodeState}}')" != active ]; then
  docker swarm init --advertise-addr "$PRIVATE_IP" --default-addr-pool 10.200.0.0/16 --default-addr-pool-mask-length 26 >/dev/null
fi

# Volumes are mounted by a unit of ours rather than by fstab: it waits for late devices and runs before Docker starts.
install -d -m 755 /etc/epicerie/volumes.d /etc/epicerie/snapshots.d /etc/epicerie/proxy/routes /srv
cat >/usr/local/sbin/epicerie-volumes <<'SCRIPT'
#!/bin/bash
# Mounts what is declared, a file per mount point: volumes (DEVICE_ID, MOUNT_POINT), then opened snapshots (OPTIONS, too).
for file in /etc/epicerie/volumes.d/* /etc/epicerie/snapshots.d/*; do
  [ -e "$file" ] || continue
  OPTIONS=nodev,nosuid
  . "$file"
  mountpoint -q "$MOUNT_POINT" && continue
  for _ in $(seq 60); do
    device=$(find /dev/disk/by-id -name "*$DEVICE_ID*" 2>/dev/null | head -n 1)
    [ -n "$device" ] && break
    sleep 1
  done
  [ -n "$device" ] && mount -t xfs -o "$OPTIONS" "$device" "$MOUNT_POINT" || echo "volume $DEVICE_ID is not mounted on $MOUNT_POINT" >&2
done
SCRIPT
chmod 755 /usr/local/sbin/epicerie-volumes
cat >/etc/systemd/system/epicerie-volumes.service <<'UNIT'
[Unit]
Description=Volumes of the beneficiaries
DefaultDependencies=no
After=systemd-remount-fs.service systemd-udev-settle.service
Before=docker.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/epicerie-volumes
[Install]
WantedBy=multi-user.target
UNIT

# Pulumi's Docker provider has no word for a service's limit of processes: a container that asks for one by its label gets
# it as it starts.
cat >/usr/local/sbin/epicerie-pids <<'SCRIPT'
#!/bin/bash
label=org.epicerie.pids
since=$(date +%s)
{
  docker ps --filter "label=$label" --format "{{.ID}} {{.Label \"$label\"}}"
  docker events --since "$since" --filter event=start --filter "label=$label" --format "{{.ID}} {{index .Actor.Attributes \"$label\"}}"
} | while read -r container limit; do
  # One that is gone again needs none.
  docker update --pids-limit "$limit" "$container" >/dev/null 2>&1 || true
done
SCRIPT
chmod 755 /usr/local/sbin/epicerie-pids
cat >/etc/systemd/system/epicerie-pids.service <<'UNIT'
[Unit]
Description=Limits of processes
After=docker.service
[Service]
ExecStart=/usr/local/sbin/epicerie-pids
Restart=always
RestartSec=1
[Install]
WantedBy=multi-user.target
UNIT

# What a container writes outside its data directories lies on the disk that all share, and is lost with its next version:
# one that wrote too much begins again without it.
cat >/usr/local/sbin/epicerie-layers <<'SCRIPT'
#!/bin/bash
# Parameter: the KiB that a container may have written so.
docker ps --quiet --filter label=org.epicerie.pids | while read -r container; do
  # Its layer, and the volumes without a name that its image asks for.
  folders=$(docker inspect --format '{{.GraphDriver.Data.UpperDir}}{{range .Mounts}}{{if eq .Type "volume"}} {{.Source}}{{end}}{{end}}' "$container") || continue
  written=$(du --summarize --total --one-file-system $folders 2>/dev/null | tail -n 1 | cut -f 1)
  [ "${written:-0}" -gt "$1" ] || continue
  echo "$(docker inspect --format '{{.Name}}' "$container") wrote $written KiB outside its data directories: it begins again without them"
  docker rm --force --volumes "$container" >/dev/null
done
SCRIPT
chmod 755 /usr/local/sbin/epicerie-layers
cat >/etc/systemd/system/epicerie-layers.service <<'UNIT'
[Unit]
Description=Limit of what containers write on the server's disk
After=docker.service
[Service]
Type=oneshot
# 4 GiB
ExecStart=/usr/local/sbin/epicerie-layers 4194304
UNIT
cat >/etc/systemd/system/epicerie-layers.timer <<'UNIT'
[Unit]
Description=Limit of what containers write on the server's disk
[Timer]
OnActiveSec=1min
OnUnitInactiveSec=1min
[Install]
WantedBy=timers.target
UNIT
systemctl daemon-reload
systemctl enable --now epicerie-layers.timer >/dev/null 2>&1
systemctl enable epicerie-volumes.service >/dev/null 2>&1
systemctl enable epicerie-pids.service >/dev/null 2>&1
systemctl restart epicerie-pids.service

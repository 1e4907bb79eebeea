# Takes a volume out of use before it is detached: stops what uses it, then unmounts it. A container keeps a file system in
# use after it was unmounted here, since it has mounts of its own.
# Parameters: MOUNT_POINT

name=$(basename "$MOUNT_POINT")
rm -f "/etc/epicerie/volumes.d/$name"
mountpoint -q "$MOUNT_POINT" || { rmdir "$MOUNT_POINT" 2>/dev/null || true; exit 0; }
device=$(mountpoint -d "$MOUNT_POINT")

# Container and, if it has one, its service; a line for each that has the volume mounted.
users() {
  docker ps --quiet | xargs --no-run-if-empty docker inspect --format \
    '{{$c := .}}{{range .Mounts}}{{.Source}}/ {{$c.Id}} {{index $c.Config.Labels "com.docker.swarm.service.name"}}{{"\n"}}{{end}}' |
    while read -r source container service; do
      [[ $source == "$MOUNT_POINT"/* ]] && echo "$container ${service:-}"
    done | sort -u
}

# What is stopped here starts again if the volume comes back to this server: mount-volume reads it.
stopped=/var/lib/epicerie/stopped/$name
mkdir -p "$(dirname "$stopped")"
users | while read -r container service; do
  if [ -n "$service" ]; then
    replicas=$(docker service inspect --format '{{.Spec.Mode.Replicated.Replicas}}' "$service") || continue
    echo "service $service $replicas" >>"$stopped"
    docker service scale --detach "$service=0" >/dev/null
  else
    echo "container $container" >>"$stopped"
    docker stop --time 20 "$container" >/dev/null
  fi
done || true
for _ in $(seq 60); do
  [ -z "$(users)" ] && break
  sleep 1
done

# A webmaster who is connected is shut into a folder of the volume, and will find it where it goes.
disconnect() {
  for root in /etc/epicerie/sftp/roots/*; do
    [[ $(readlink "$root") != "$MOUNT_POINT"/* ]] || pkill -f "^sshd(-session)?: $(basename "$root")[ @]" || true
  done
}
for _ in $(seq 30); do
  disconnect
  umount "$MOUNT_POINT" 2>/dev/null && break
  sleep 1
done
if grep --quiet --no-messages " $device " /proc/[0-9]*/mountinfo; then
  echo "$MOUNT_POINT is still in use: stop what uses it, then try again" >&2
  exit 1
fi
rmdir "$MOUNT_POINT" 2>/dev/null || true

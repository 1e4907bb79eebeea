# Mounts a volume, making its file system the first time and growing it when the volume has grown.
# Parameters: VOLUME_ID, SIZE (GiB, Cinder's unit), MOUNT_POINT, DIRECTORIES ("name:owner" words)

device_id=${VOLUME_ID:0:20}
for _ in $(seq 60); do
  device=$(find /dev/disk/by-id -name "*$device_id*" 2>/dev/null | head -n 1 || true)
  [ -n "$device" ] && break
  sleep 1
done
[ -n "$device" ] || { echo "the volume $VOLUME_ID does not appear on the server after 60 seconds" >&2; exit 1; }

# Only a device on which nothing at all is recognised gets a file system; any other answer stops here.
type=$(blkid -p -o value -s TYPE "$device") || code=$?
case "${code:-0}:${type:-}" in
  0:xfs) ;;
  2:) mkfs.xfs -q "$device" ;;
  *) echo "the volume $VOLUME_ID already holds something else than an XFS file system (${type:-unreadable}): nothing was changed" >&2; exit 1 ;;
esac

install -d -m 755 "$MOUNT_POINT"
name=$(basename "$MOUNT_POINT")
declared=/etc/epicerie/volumes.d
printf 'DEVICE_ID=%s\nMOUNT_POINT=%s\n' "$device_id" "$MOUNT_POINT" >"$declared/.$name"
mv "$declared/.$name" "$declared/$name"
/usr/local/sbin/epicerie-volumes
mountpoint -q "$MOUNT_POINT" || { echo "the volume $VOLUME_ID could not be mounted on $MOUNT_POINT" >&2; exit 1; }

# A server sees the new size of a volume in use a moment after the cloud has grown it.
wanted=$((SIZE * 1024 * 1024 * 1024))
for _ in $(seq 60); do
  [ "$(blockdev --getsize64 "$device")" -ge "$wanted" ] && break
  sleep 1
done
[ "$(blockdev --getsize64 "$device")" -ge "$wanted" ] || { echo "the server does not see that the volume $VOLUME_ID has grown to $SIZE GB" >&2; exit 1; }
xfs_growfs "$MOUNT_POINT" >/dev/null

for directory in $DIRECTORIES; do
  path=$MOUNT_POINT/${directory%%:*}
  [ -d "$path" ] && continue
  mkdir -p "$(dirname "$path")"
  install -d -m 750 -o "${directory##*:}" -g "${directory##*:}" "$path"
done

# What was stopped when the volume left this server, and is still there.
stopped=/var/lib/epicerie/stopped/$name
if [ -e "$stopped" ]; then
  while read -r kind what replicas; do
    if [ "$kind" = service ]; then
      docker service scale --detach "$what=$replicas" >/dev/null 2>&1 || true
    else
      docker start "$what" >/dev/null 2>&1 || true
    fi
  done <"$stopped"
  rm "$stopped"
fi

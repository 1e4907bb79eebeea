# Shows the copy of a snapshot, for reading only.
# Parameters: VOLUME_ID, MOUNT_POINT

device_id=${VOLUME_ID:0:20}
for _ in $(seq 60); do
  device=$(find /dev/disk/by-id -name "*$device_id*" 2>/dev/null | head -n 1 || true)
  [ -n "$device" ] && break
  sleep 1
done
[ -n "$device" ] || { echo "the volume $VOLUME_ID does not appear on the server after 60 seconds" >&2; exit 1; }
mountpoint -q "$MOUNT_POINT" && exit 0
install -d -m 700 "$(dirname "$MOUNT_POINT")"
install -d -m 755 "$MOUNT_POINT"
# It has the identity of the file system that it is a copy of, which is mounted here too.
mount -t xfs -o ro,nouuid,nodev,nosuid,noexec "$device" "$MOUNT_POINT"

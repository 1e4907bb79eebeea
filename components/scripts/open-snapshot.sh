# Shows the copy of a snapshot, for reading only, also after a restart.
# Parameters: VOLUME_ID, MOUNT_POINT

device_id=${VOLUME_ID:0:20}
for _ in $(seq 60); do
  device=$(find /dev/disk/by-id -name "*$device_id*" 2>/dev/null | head -n 1 || true)
  [ -n "$device" ] && break
  sleep 1
done
[ -n "$device" ] || { echo "the volume $VOLUME_ID does not appear on the server after 60 seconds" >&2; exit 1; }
# It has the identity of the file system that it is a copy of, which is mounted here too.
options=ro,nouuid,nodev,nosuid,noexec
if ! mountpoint -q "$MOUNT_POINT"; then
  install -d -m 700 "$(dirname "$MOUNT_POINT")"
  install -d -m 755 "$MOUNT_POINT"
  mount -t xfs -o "$options" "$device" "$MOUNT_POINT"
fi

# Apart from the volumes: a server that was prepared before snapshots were declared does not look here, and would mount the
# copy to be written to, perhaps in place of what it is a copy of.
declared=/etc/epicerie/snapshots.d
name=$(basename "$(dirname "$MOUNT_POINT")").$(basename "$MOUNT_POINT")
install -d -m 755 "$declared"
printf 'DEVICE_ID=%s\nMOUNT_POINT=%s\nOPTIONS=%s\n' "$device_id" "$MOUNT_POINT" "$options" >"$declared/.$name"
mv "$declared/.$name" "$declared/$name"

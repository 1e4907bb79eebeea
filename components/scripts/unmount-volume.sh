# Takes a volume out of use before it is detached.
# Parameters: MOUNT_POINT

rm -f "/etc/epicerie/volumes.d/$(basename "$MOUNT_POINT")"
for _ in $(seq 30); do
  mountpoint -q "$MOUNT_POINT" || break
  umount "$MOUNT_POINT" 2>/dev/null && break
  sleep 1
done
if mountpoint -q "$MOUNT_POINT"; then
  echo "$MOUNT_POINT is still in use: stop what uses it, then try again" >&2
  exit 1
fi
rmdir "$MOUNT_POINT" 2>/dev/null || true

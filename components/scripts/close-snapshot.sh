# Takes the copy of a snapshot out of use before it is detached.
# Parameters: MOUNT_POINT

rm -f "/etc/epicerie/snapshots.d/$(basename "$(dirname "$MOUNT_POINT")").$(basename "$MOUNT_POINT")"
if mountpoint -q "$MOUNT_POINT"; then
  umount "$MOUNT_POINT" || { echo "$MOUNT_POINT is still in use: leave it, then try again" >&2; exit 1; }
fi
rmdir "$MOUNT_POINT" 2>/dev/null || true
rmdir "$(dirname "$MOUNT_POINT")" 2>/dev/null || true

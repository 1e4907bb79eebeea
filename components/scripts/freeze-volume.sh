# Writes out a file system and holds back every write to it until thaw-volume, or for HOLD seconds at most, whatever happens
# meanwhile: an association must not stand still because a provider does not answer.
# Parameters: MOUNT_POINT, HOLD

mountpoint -q "$MOUNT_POINT" || { echo "$MOUNT_POINT is not mounted: there is nothing to take a snapshot of" >&2; exit 1; }
unit=epicerie-thaw-$(basename "$MOUNT_POINT")
systemctl stop "$unit.timer" "$unit.service" 2>/dev/null || true
systemd-run --quiet --collect --unit "$unit" --timer-property=AccuracySec=1s --on-active="$HOLD" fsfreeze --unfreeze "$MOUNT_POINT"
fsfreeze --freeze "$MOUNT_POINT"

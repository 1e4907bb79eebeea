# Lets writes to a frozen file system go on; nothing happens when they do already.
# Parameters: MOUNT_POINT

fsfreeze --unfreeze "$MOUNT_POINT" 2>/dev/null || true
unit=epicerie-thaw-$(basename "$MOUNT_POINT")
systemctl stop "$unit.timer" "$unit.service" 2>/dev/null || true

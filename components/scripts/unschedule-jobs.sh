# Takes an app's scheduled jobs off the server's clock.
# Parameters: APP

for file in "/etc/epicerie/cron/$APP".*; do
  [ -e "$file" ] || continue
  name=$(basename "$file")
  systemctl disable --now "epicerie-cron@$name.timer" >/dev/null 2>&1 || true
  rm -f "$file" "/etc/systemd/system/epicerie-cron@$name.timer"
done
systemctl daemon-reload

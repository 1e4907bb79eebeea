# Takes a webmaster's access away and ends what they have open. Files stay.
# Parameters: ACCOUNT

exec 9>/run/lock/epicerie-sftp
flock 9
rm -f "/etc/epicerie/sftp/keys/$ACCOUNT" "/etc/epicerie/sftp/roots/$ACCOUNT"
# By name, never by number: the app's own processes have the same.
pkill -f "^sshd(-session)?: $ACCOUNT[ @]" || true
if getent passwd "$ACCOUNT" | grep -q ':Webmaster (Epicerie):'; then
  userdel --force "$ACCOUNT" 2>/dev/null
fi

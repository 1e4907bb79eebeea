# Lets one person reach one app's files by SFTP. Once more to change the keys or the app.
# The account has the number of the app's own user: each can change what the other wrote, and no right is given to anybody else.
# Parameters: ACCOUNT, OWNER (numeric), FOLDER, KEYS (lines)

[ -e /etc/epicerie/sftp/sshd_config ] || { echo "this server takes no SFTP yet: bring the platform (stack prod) up with sftpFrom first" >&2; exit 1; }
[ "$(stat -c '%u %A' "$FOLDER" 2>/dev/null)" = '0 drwxr-xr-x' ] || { echo "$FOLDER is missing, or others than root may change it: nobody can be shut into it" >&2; exit 1; }
exec 9>/run/lock/epicerie-sftp
flock 9

if entry=$(getent passwd "$ACCOUNT"); then
  [[ $entry == *":Webmaster (Epicerie):"* ]] || { echo "$ACCOUNT is already an account of the system" >&2; exit 1; }
  if [ "$(cut -d : -f 3 <<<"$entry")" != "$OWNER" ]; then
    # `--force` because other processes have the same number; without `--remove` it deletes no file. Source: shadow 4.13, src/userdel.c
    userdel --force "$ACCOUNT" 2>/dev/null
  fi
fi
if ! getent passwd "$ACCOUNT" >/dev/null; then
  getent group "$OWNER" >/dev/null || groupadd --gid "$OWNER" "epicerie-$OWNER"
  # A password that nothing matches: "!" would be a locked account, which sshd refuses.
  useradd --non-unique --uid "$OWNER" --gid "$OWNER" --groups epicerie-sftp --home-dir /nonexistent --no-create-home \
    --shell /usr/sbin/nologin --password '*' --comment 'Webmaster (Epicerie)' "$ACCOUNT"
fi
root=/etc/epicerie/sftp/roots/$ACCOUNT
keys=/etc/epicerie/sftp/keys/$ACCOUNT
sed 's/^/restrict /' <<<"$KEYS" >"$keys.new"
chmod 644 "$keys.new"
# With a key less, or in another app's files, whoever is connected must not stay so. By name: the app's processes have the number.
gone=
[ ! -e "$keys" ] || { [ "$(readlink "$root")" = "$FOLDER" ] && ! grep -qvxFf "$keys.new" "$keys"; } || gone=yes
ln -sfn "$FOLDER" "$root"
mv "$keys.new" "$keys"
[ -z "$gone" ] || pkill -f "^sshd(-session)?: $ACCOUNT[ @]" || true

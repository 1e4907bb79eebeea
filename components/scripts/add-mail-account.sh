# Gives a beneficiary its login on the relay, its limit, and its way out. Once more to change any of them.
# Parameters: BENEFICIARY, PASSWORD, ACCOUNT (JSON for the guard), DOMAIN, SUBMISSION ([host]:port), MAILBOX, MAILBOX_PASSWORD

[ -x /usr/local/sbin/epicerie-mail ] || { echo "this server has no mail relay yet: bring the platform (stack prod) up first" >&2; exit 1; }
exec 9>/run/lock/epicerie-mail
flock 9

cd /etc/epicerie/mail
printf '%s' "$PASSWORD" | saslpasswd2 -p -c -f sasldb2 -u epicerie "$BENEFICIARY"
chown root:postfix sasldb2
chmod 640 sasldb2
# Whoever is missing from a table, if only for a moment, has its mail refused for good: each file is there whole or as before.
put() { rm -f .new && cat >.new && mv .new "$1"; }
# Back after a move, and stopped since before it: somebody is told again.
stopped=/var/lib/epicerie-mail/$BENEFICIARY
[ -e "senders.d/$BENEFICIARY" ] || [ ! -e "$stopped" ] || truncate --size 0 "$stopped"
printf '%s\n' "$ACCOUNT" | put "accounts/$BENEFICIARY.json"
printf '@%s %s@epicerie\n' "$DOMAIN" "$BENEFICIARY" | put "senders.d/$BENEFICIARY"
printf '@%s out-%s:%s\n' "$DOMAIN" "$BENEFICIARY" "$SUBMISSION" | put "routes.d/$BENEFICIARY"
(umask 077 && printf '%s %s:%s\n' "$SUBMISSION" "$MAILBOX" "$MAILBOX_PASSWORD" | put "passwords/$BENEFICIARY")
cat senders.d/* | put senders
cat routes.d/* | put routes

postconf -M "out-$BENEFICIARY/unix=out-$BENEFICIARY unix - - n - - smtp \
  -o smtp_tls_wrappermode=yes -o smtp_tls_security_level=secure \
  -o smtp_sasl_auth_enable=yes -o smtp_sasl_tls_security_options=noanonymous \
  -o smtp_sasl_password_maps=texthash:/etc/epicerie/mail/passwords/$BENEFICIARY"
postfix reload 2>/dev/null

# Takes a beneficiary's login and way out away. What waits in its queue stays there for whoever wants to look.
# Parameters: BENEFICIARY

exec 9>/run/lock/epicerie-mail
flock 9
cd /etc/epicerie/mail
saslpasswd2 -d -f sasldb2 -u epicerie "$BENEFICIARY" 2>/dev/null || true
rm -f "accounts/$BENEFICIARY.json" "senders.d/$BENEFICIARY" "routes.d/$BENEFICIARY" "passwords/$BENEFICIARY" "/var/lib/epicerie-mail/$BENEFICIARY"
cat senders.d/* >senders 2>/dev/null || : >senders
cat routes.d/* >routes
postconf -MX "out-$BENEFICIARY/unix" 2>/dev/null || true
postfix reload 2>/dev/null

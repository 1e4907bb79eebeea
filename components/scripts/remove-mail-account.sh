# Takes a beneficiary's login and way out away. What waits in its queue stays there for whoever wants to look.
# Parameters: BENEFICIARY

exec 9>/run/lock/epicerie-mail
flock 9
cd /etc/epicerie/mail
saslpasswd2 -d -f sasldb2 -u epicerie "$BENEFICIARY" 2>/dev/null || true
rm -f "accounts/$BENEFICIARY.json" "senders.d/$BENEFICIARY" "routes.d/$BENEFICIARY" "passwords/$BENEFICIARY" "/var/lib/epicerie-mail/$BENEFICIARY"
# Never less than whole: whoever is missing from a table has its mail refused for good.
find senders.d -type f -exec cat {} + >.new
mv .new senders
cat routes.d/* >.new
mv .new routes
postconf -MX "out-$BENEFICIARY/unix" 2>/dev/null || true
postfix reload 2>/dev/null

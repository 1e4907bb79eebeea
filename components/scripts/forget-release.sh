# Removes an app's code from the server, unless another app has it too, or its service has gone back to it.
# Parameters: APP, RELEASE

releases=/var/lib/epicerie/releases
[ -d "$releases/$RELEASE" ] || exit 0
exec 9>"$releases/.lock"
flock 9
users=$releases/.users/$RELEASE
rm -f "$users/$APP"
[ -z "$(ls -A "$users" 2>/dev/null)" ] || exit 0
services=$(docker service ls --quiet)
if [ -n "$services" ] && docker service inspect --format '{{json .Spec}}' $services | grep -qF "$releases/$RELEASE\""; then exit 0; fi
rm -rf "$users" "$releases/.old"
mv --no-target-directory "$releases/$RELEASE" "$releases/.old"
rm -rf "$releases/.old"

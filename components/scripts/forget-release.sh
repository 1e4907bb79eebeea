# Removes an app's code from the server, unless another app has it too, or its service has gone back to it.
# Parameters: APP, RELEASE

releases=/var/lib/epicerie/releases
[ -d "$releases/$RELEASE" ] || exit 0
exec 9>"$releases/.lock"
flock 9
users=$releases/.users/$RELEASE
rm -f "$users/$APP"
[ -z "$(ls -A "$users" 2>/dev/null)" ] || exit 0
# Whole, before anything is looked for in it: `grep -q` would end first, and docker with an error, as if nothing were there.
specs() {
  local services
  services=$(docker service ls --quiet) || return
  [ -z "$services" ] || docker service inspect --format '{{json .Spec}}' $services
}
# A service that goes between the two questions is an error: once more.
found=$(specs 2>/dev/null) || found=$(specs)
[[ $found != *"$releases/$RELEASE\""* ]] || exit 0
rm -rf "$users" "$releases/.old"
mv --no-target-directory "$releases/$RELEASE" "$releases/.old"
rm -rf "$releases/.old"

# Puts the code of an app that is published as an archive on the server: downloaded, checked, unpacked beside, and only then
# moved to where its containers find it, so that a folder that is there is whole. Then gives the app's empty data directories
# what the archive has for them, and makes the places in the code that they and its configs are mounted over.
# Parameters: APP, RELEASE (its folder), URL, SHA256, PLACES (names below the code, `folder/` or `file`),
# LINKS ("name:target" words), DATA (the app's folder of the volume), STARTS ("directory:folder of the code" words)

releases=/var/lib/epicerie/releases
code=$releases/$RELEASE
install -d -m 755 "$releases"
exec 9>"$releases/.lock"
flock 9

# Of runs that were cut off.
rm -rf "$releases"/.new "$releases"/.old
if [ ! -d "$code" ]; then
  install -d -m 700 "$releases/.new"
  archive=$releases/.new/archive
  unpacked=$releases/.new/unpacked
  curl --fail --location --silent --show-error --retry 3 --max-time 900 --output "$archive" "$URL" ||
    { echo "$APP: its code could not be downloaded from $URL; what served before still does" >&2; exit 1; }
  found=$(sha256sum "$archive" | cut -d ' ' -f 1)
  if [ "$found" != "$SHA256" ]; then
    rm -rf "$releases/.new"
    echo "$APP: $URL is not the archive that the catalog declares: its SHA-256 is $found, and should be $SHA256; nothing of it was unpacked, and what served before still does" >&2
    exit 1
  fi
  mkdir "$unpacked"
  case $URL in
    *.zip) python3 -m zipfile -e "$archive" "$unpacked" ;;
    *) tar --extract --file "$archive" --directory "$unpacked" --no-same-owner --no-same-permissions ;;
  esac || { echo "$APP: the archive at $URL could not be unpacked" >&2; exit 1; }
  only=$(ls -A "$unpacked")
  [ -d "$unpacked/$only" ] && unpacked=$unpacked/$only
  chmod -R u=rwX,go=rX "$unpacked"
  chown -R root:root "$unpacked"
  # A server that loses its power never has the name without what it names.
  sync --file-system "$unpacked"
  mv --no-target-directory "$unpacked" "$code"
  rm -rf "$releases/.new"
fi
install -d "$releases/.users/$RELEASE"
touch "$releases/.users/$RELEASE/$APP"

for place in $PLACES; do
  [ -e "$code/$place" ] && continue
  case $place in
    */) mkdir -p "$code/$place" ;;
    *) mkdir -p "$(dirname "$code/$place")" && : >"$code/$place" ;;
  esac
done
for link in $LINKS; do
  [ "$(readlink "$code/${link%%:*}")" = "${link#*:}" ] || ln -sfn "${link#*:}" "$code/${link%%:*}"
done

for start in $STARTS; do
  directory=$DATA/${start%%:*}
  # Its mark is there only while it is being filled, before the app starts the first time.
  mark=$DATA/.${start%%:*}.filling
  [ -n "$(ls -A "$directory")" ] && [ ! -e "$mark" ] && continue
  touch "$mark"
  # Written as its owner, who may be writing there and may have put a link to elsewhere; read as root, since the way to the code
  # may be closed to others.
  tar --create --directory "$code/${start#*:}" . |
    (cd "$directory" && setpriv --reuid "$(stat -c %u .)" --regid "$(stat -c %g .)" --clear-groups tar --extract --no-overwrite-dir)
  sync --file-system "$directory"
  rm "$mark"
done

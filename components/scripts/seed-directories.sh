# Puts an app's first files into its data directories: only into an empty one, never over what somebody wrote.
# Whoever writes there may do so meanwhile, and may have put a link to elsewhere: hence as the directory's owner, and into no
# file that is there. Parameters: FOLDER, FILES ("directory/file:base64" words)

empty=()
for directory in $(printf '%s\n' $FILES | cut -d / -f 1 | sort -u); do
  [ -n "$(ls -A "$FOLDER/$directory")" ] || empty+=("$directory")
done
for file in $FILES; do
  path=${file%%:*}
  directory=${path%%/*}
  [[ " ${empty[*]-} " == *" $directory "* ]] || continue
  cd "$FOLDER/$directory"
  setpriv --reuid "$(stat -c %u .)" --regid "$(stat -c %g .)" --clear-groups \
    bash -c 'set -o noclobber; base64 --decode >"$1"' seed "${path#*/}" <<<"${file#*:}"
done

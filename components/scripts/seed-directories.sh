# Puts an app's first files into its data directories: only into an empty one, never over what somebody wrote.
# Parameters: FOLDER, FILES ("directory/file:base64" words)

empty=()
for directory in $(printf '%s\n' $FILES | cut -d / -f 1 | sort -u); do
  [ -n "$(ls -A "$FOLDER/$directory")" ] || empty+=("$directory")
done
for file in $FILES; do
  path=${file%%:*}
  [[ " ${empty[*]-} " == *" ${path%%/*} "* ]] || continue
  printf '%s' "${file#*:}" | base64 --decode >"$FOLDER/$path"
  chown --reference "$FOLDER/${path%%/*}" "$FOLDER/$path"
done

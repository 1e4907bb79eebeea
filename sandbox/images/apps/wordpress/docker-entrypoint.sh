#!/bin/bash
# Fills an empty site folder with WordPress and its configuration, then runs the command: what the official image
# `wordpress` does before Apache.
set -euo pipefail

case "${1-}" in apache2*) ;; *) exec "$@" ;; esac

if [ ! -e index.php ] && [ ! -e wp-includes/version.php ]; then
  if [ "$(id -u)" = 0 ] && [ "$(stat -c %u:%g .)" = 0:0 ]; then chown www-data:www-data .; fi
  echo >&2 "WordPress not found in $PWD - copying now..."
  # Plugins and themes that are there stay as they are: their owner may have updated them.
  keep=()
  for part in .htaccess wp-content/plugins/*/ wp-content/themes/*/; do
    part="${part%/}"
    if [ -e "$part" ]; then keep+=(--exclude "./$part"); fi
  done
  tar --create --directory /usr/src/wordpress --owner www-data --group www-data "${keep[@]}" . | tar --extract --no-overwrite-dir
  echo >&2 "Complete! WordPress has been successfully copied to $PWD"
fi

if [ ! -s wp-config.php ] && env | grep -q '^WORDPRESS_'; then
  # Each line gets a phrase of its own; one written by hand in the environment goes first.
  awk '/put your unique phrase here/ {
    "head -c 64 /dev/urandom | sha1sum | cut -d\" \" -f1" | getline phrase
    close("head -c 64 /dev/urandom | sha1sum | cut -d\" \" -f1")
    gsub("put your unique phrase here", phrase)
  } { print }' /usr/src/wordpress/wp-config-docker.php > wp-config.php
  if [ "$(id -u)" = 0 ]; then chown www-data:www-data wp-config.php; fi
fi

exec "$@"

#!/bin/bash
# Gives the data to the web server's user, then runs PHP and nginx until one of them ends.
set -euo pipefail
chown -R nginx: /var/www/app/data /var/www/app/plugins
php-fpm8.2 &
nginx -g 'daemon off;' &
trap 'kill $(jobs -p) 2>/dev/null || true' TERM INT
wait -n

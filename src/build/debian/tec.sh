#!/bin/sh
# The command tec on a machine with the package: with its settings, on its data, as its user.
set -e
if [ "$(id -u)" = 0 ]; then
  exec runuser -u tec -- "$0" "$@"
fi
if [ -r /etc/tec/tec.conf ]; then
  # NAME=value as systemd reads it: nothing in it is carried out
  while IFS= read -r line || [ -n "$line" ]; do
    case "$line" in
      [A-Z]*=*)
        value=${line#*=}
        case "$value" in
          \"*\") value=${value#\"} value=${value%\"} ;;
          \'*\') value=${value#\'} value=${value%\'} ;;
        esac
        export "${line%%=*}=$value"
        ;;
    esac
  done < /etc/tec/tec.conf
fi
export TEC_DATA="${TEC_DATA:-/var/lib/tec}" XDG_CACHE_HOME="${XDG_CACHE_HOME:-/var/cache/tec}"
exec /usr/share/tec/tec "$@"

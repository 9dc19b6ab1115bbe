#!/usr/bin/env bash
# Does with the Debian package what an administrator does with it, in a clean Debian made for it, and says what it saw:
#   check-package.sh PACKAGE [EARLIER]
# EARLIER is the package of an earlier version; without it, it is this one under a lower version number.
# It needs root, mmdebstrap and the archive of Debian. There is no systemd in such a root: the program is started as the unit
# says (its command, user and settings), and the unit itself is checked by systemd-analyze.
set -euo pipefail

suite=${SUITE:-trixie}
new=$(readlink -f "$1")
earlier=${2:-}
port=18080
work=$(mktemp -d -t tec-package.XXXXXX)
root=$work/root
running=

say() { echo "package: $*"; }
fail() {
  echo "package: NOT AS IT SHOULD BE: $*" >&2
  exit 1
}
same() { [ "$2" = "$3" ] || fail "$1: '$2', and it should be '$3'"; }

clean_up() {
  stop_program
  umount -l "$root/dev/shm" "$root/proc" 2>/dev/null || true
  rm -rf --one-file-system "$work"
}
stop_program() {
  [ -n "$running" ] || return 0
  kill "$running" 2>/dev/null || true
  wait "$running" 2>/dev/null || true
  running=
}
trap clean_up EXIT

inside() { chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"; }
version_of() { dpkg-deb -f "$1" Version; }
install_package() {
  cp "$1" "$root/tmp/tec.deb"
  # settings that an administrator changed stay, as with unattended upgrades
  inside apt-get install -y -qq --no-install-recommends -o Dpkg::Options::=--force-confold /tmp/tec.deb >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; fail "it can't be installed"; }
  same 'installed version' "$(inside dpkg-query -W -f '${Version}' tec)" "$(version_of "$1")"
}

# The line NAME=... of the unit.
unit() { sed -n "s/^$1=//p" "$root/usr/lib/systemd/system/tec.service"; }

# As systemd would: the unit's settings, then those of the administrator, its user and its command.
start_program() {
  local settings command
  settings=$(unit Environment | sed "s/TEC_PORT=[0-9]*/TEC_PORT=$port/")
  command=$(unit ExecStart | sed "s/\${TEC_PORT}/$port/")
  # shellcheck disable=SC2086
  chroot "$root" /usr/bin/setpriv --reuid="$(unit User)" --regid="$(unit Group)" --init-groups --no-new-privs --bounding-set=-all \
    /usr/bin/env -i PATH=/usr/bin:/bin LANG=C.UTF-8 $settings $command >"$work/program.log" 2>&1 &
  running=$!
  for _ in $(seq 600); do
    curl -s -o /dev/null "http://127.0.0.1:$port/gezond" && return 0
    kill -0 "$running" 2>/dev/null || break
    sleep 0.5
  done
  cat "$work/program.log" >&2
  fail "the program does not answer"
}
stops_by_itself() {
  kill "$running"
  for _ in $(seq 120); do
    kill -0 "$running" 2>/dev/null || break
    sleep 0.5
  done
  if kill -0 "$running" 2>/dev/null; then fail "the program does not stop when asked to"; fi
  running=
  [ ! -e "$root/var/lib/tec/postgres/postmaster.pid" ] || fail "its database still runs"
}

# A register with one place in it: the first time it is new, afterwards it is known.
printf 'postcode;latitude;longitude\n7411;52,25;6,16\n' >"$work/postcodes.csv"
data_say() {
  local answer
  cp "$work/postcodes.csv" "$root/tmp/postcodes.csv"
  answer=$(inside tec import /tmp/postcodes.csv) || { echo "$answer" >&2; fail "the import does not work"; }
  grep -q "$1" <<<"$answer" || { echo "$answer" >&2; fail "the data: not '$1'"; }
}

[ "$(id -u)" = 0 ] || fail "this needs root"
for tool in mmdebstrap dpkg-deb setpriv curl; do
  command -v "$tool" >/dev/null || fail "there is no $tool here (Debian: apt-get install mmdebstrap dpkg curl util-linux)"
done
! curl -s -o /dev/null "http://127.0.0.1:$port/" || fail "port $port is taken"

say "making a clean Debian $suite ..."
mmdebstrap --quiet --variant=apt --include=adduser,systemd,ca-certificates "$suite" "$root" >"$work/mmdebstrap.log" 2>&1 || {
  tail -20 "$work/mmdebstrap.log" >&2
  fail "no Debian could be made"
}
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"
mount -t tmpfs -o size=512m tmpfs "$root/dev/shm"
cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
inside apt-get update -qq >"$work/apt.log" 2>&1 || { cat "$work/apt.log" >&2; fail "the archive of Debian can't be reached"; }

if [ -z "$earlier" ]; then
  dpkg-deb -R "$new" "$work/earlier"
  sed -i 's/^Version: .*/Version: 0.0.1/' "$work/earlier/DEBIAN/control"
  earlier=$work/earlier.deb
  dpkg-deb --root-owner-group -b -Znone "$work/earlier" "$earlier" >/dev/null
  rm -rf "$work/earlier"
fi

install_package "$earlier"
say "installed $(version_of "$earlier"), with $(inside java --version | head -1)"
same 'its user' "$(inside getent passwd tec | cut -d: -f6,7)" "/var/lib/tec:/usr/sbin/nologin"
same 'the data folder' "$(inside stat -c '%U %G %a' /var/lib/tec)" "tec tec 700"
same 'the settings' "$(inside stat -c '%U %G %a' /etc/tec/tec.conf)" "root tec 640"
same 'files that others may change' "$(inside find /usr/share/tec /usr/bin/tec /usr/lib/systemd/system/tec.service ! -user root -o -perm /022 ! -type l)" ""
inside systemd-analyze verify /usr/lib/systemd/system/tec.service >"$work/verify.log" 2>&1 || { cat "$work/verify.log" >&2; fail "systemd does not take the unit"; }
[ ! -s "$work/verify.log" ] || fail "systemd says of the unit: $(cat "$work/verify.log")"
exposure=$(inside systemd-analyze security --offline=true tec.service 2>/dev/null | sed -n 's/.*exposure level for tec.service: \([0-9.]*\).*/\1/p')
say "files, user and permissions as they should be; the unit is taken by systemd, exposure ${exposure:?} of 10"
awk "BEGIN { exit !($exposure < 3) }" || fail "the unit leaves the program too much: systemd-analyze security"

start_program
same 'as whom it runs' "$(stat -c %u "/proc/$running")" "$(inside id -u "$(unit User)")"
say "runs by the unit's command, as the user $(unit User)"
data_say '1 nieuw'
stops_by_itself
echo '# a line of the administrator' >>"$root/etc/tec/tec.conf"

install_package "$new"
say "upgraded to $(version_of "$new")"
grep -q 'a line of the administrator' "$root/etc/tec/tec.conf" || fail "the upgrade changed the settings"
start_program
data_say '1 gelijk'
stops_by_itself
say "the data and the settings are there after the upgrade"

inside apt-get remove -y -qq tec >"$work/apt.log" 2>&1
[ ! -e "$root/usr/share/tec/tec" ] || fail "the program is still there after removal"
[ -e "$root/var/lib/tec/postgres/PG_VERSION" ] || fail "removal took the data"
[ -e "$root/etc/tec/tec.conf" ] || fail "removal took the settings"
install_package "$new"
start_program
data_say '1 gelijk'
stops_by_itself
say "removed and installed again: the data and the settings are there"

inside apt-get purge -y -qq tec >"$work/apt.log" 2>&1
[ -e "$root/var/lib/tec/postgres/PG_VERSION" ] || fail "purging took the data"
[ ! -e "$root/etc/tec/tec.conf" ] || fail "purging left the settings"
say "purged: the settings have gone, the data are there"

archive=$(ls "$(dirname "$new")"/tec-*.tar.gz 2>/dev/null | head -1 || true)
if ! command -v buildah >/dev/null; then
  say "the container was not built: there is no buildah here (Debian: apt-get install buildah netavark)"
elif [ -z "$archive" ]; then
  say "the container was not built: there is no archive beside the package"
else
  mkdir "$work/archive"
  tar -xzf "$archive" -C "$work/archive" --strip-components=1
  # on a Debian made here, so that no registry of images is asked; with the limits that there are, because more may not be given
  mmdebstrap --quiet --variant=minbase "$suite" "$work/base.tar" >"$work/mmdebstrap.log" 2>&1
  base=$(buildah from scratch)
  buildah add --quiet "$base" "$work/base.tar" / >/dev/null
  buildah commit --quiet "$base" tec-check-base >/dev/null
  buildah rm "$base" >/dev/null
  (cd "$work/archive" && buildah bud --from tec-check-base --pull=never --isolation=chroot --network=host --ulimit "nofile=$(ulimit -Hn)" \
    --ulimit "nproc=$(ulimit -Hu)" --quiet -f container/Containerfile -t tec-check . >"$work/container.log" 2>&1) ||
    { tail -5 "$work/container.log" >&2; fail "the container can't be built"; }
  buildah rmi tec-check tec-check-base >/dev/null
  say "the container was built"
fi
say "all as it should be"

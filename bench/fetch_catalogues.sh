#!/usr/bin/env bash
# Fetches the Russian message catalogues of Debian's packages: `bench/fetch_catalogues.sh FOLDER` (Debian 12, as root; 3 GB pass by,
# 120 MB stay). Packages of over 15 MB are passed over, but for some whose texts are not about computers.
set -euo pipefail
cd "$(mkdir -p "$1" && cd "$1" && pwd)"
command -v apt-file >/dev/null || apt-get install -y -qq apt-file
apt-file update >/dev/null
large="7kaa-data blender-data cataclysm-dda-data kalzium-data kicad kstars-data marble-data unknown-horizons
 warzone2100-data wesnoth-1.16-data widelands-data"
apt-file search --package-only --regexp '/ru(_RU)?/LC_MESSAGES/[^/]*\.mo$' | sort -u |
  xargs apt-cache show --no-all-versions |
  awk -v large="$large" 'BEGIN { split(large, names); for (i in names) wanted[names[i]] }
    /^Package:/ { name = $2 } /^Size:/ && ($2 < 15e6 || name in wanted) { print name }' |
  xargs apt-get download --print-uris | cut -d"'" -f2 |
  xargs -P 8 -I ADDRESS sh -c '
    package=$(mktemp); curl -sSf -o "$package" ADDRESS
    dpkg-deb --fsys-tarfile "$package" | tar -x --wildcards "*/ru/LC_MESSAGES/*.mo" "*/ru_RU/LC_MESSAGES/*.mo" 2>/dev/null || true
    rm "$package"'
find . -name '*.mo' | wc -l

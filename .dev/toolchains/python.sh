#!/bin/sh
# componentize-py, which makes components of Python apps, and ruff, which formats Python, from PyPI. Does nothing when they are there.
set -eu
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
get() {
  folder="$cache/toolchains/$1-$2"
  if [ -x "$folder/bin/$1" ] && "$folder/bin/$1" --version >/dev/null 2>&1; then return 0; fi
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$1==$2"
  "$folder/bin/$1" --version >/dev/null
}
get componentize-py 0.25.1
get ruff 0.17.5

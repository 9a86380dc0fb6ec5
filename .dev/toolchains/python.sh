#!/bin/sh
# componentize-py, which makes components of Python apps, ruff, which formats Python, and mypy, which checks its types, from PyPI.
# Does nothing when they are there.
set -eu
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
# Name, version, and what it needs.
get() {
  folder="$cache/toolchains/$1-$2"
  if [ -x "$folder/bin/$1" ] && "$folder/bin/$1" --version >/dev/null 2>&1; then return 0; fi
  rm -rf "$folder"
  python3 -m venv "$folder"
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "$1==$2" $3
  "$folder/bin/$1" --version >/dev/null
}
get componentize-py 0.25.1 ""
get ruff 0.17.5 ""
get mypy 2.4.1 "ast_serialize==0.13.1 librt==0.16.0 mypy_extensions==1.2.0 pathspec==1.1.1 typing_extensions==4.16.0"

#!/bin/sh
# clang-format from PyPI (1.7 MB), which the formatting of generated C and C++ is compared with. Does nothing when it is there.
set -eu
version=19.1.7
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
folder="$cache/toolchains/clang-format-$version"
if [ -x "$folder/bin/clang-format" ] && "$folder/bin/clang-format" --version >/dev/null 2>&1; then exit 0; fi
rm -rf "$folder"
python3 -m venv "$folder"
"$folder/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps "clang-format==$version"
"$folder/bin/clang-format" --version >/dev/null

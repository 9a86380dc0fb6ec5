#!/bin/sh
# The Zig after the one that apps are compiled with, for which the SDK is written as well; from PyPI. Does nothing when it is there.
set -eu
version=0.17.0
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
folder="$cache/toolchains/zig-$version"
if [ -x "$folder/ziglang/zig" ]; then exit 0; fi
rm -rf "$folder"
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --target "$folder" "ziglang==$version"

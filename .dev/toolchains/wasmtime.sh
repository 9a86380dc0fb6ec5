#!/bin/sh
# wasmtime with its Python interface, from PyPI: the second engine of the conformance suite. Does nothing when it is there.
set -eu
version=50.0.1
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
folder="$cache/toolchains/wasmtime-$version"
python="$folder/bin/python"
if [ -x "$python" ] && "$python" -c 'import wasmtime' 2>/dev/null; then exit 0; fi
rm -rf "$folder"
python3 -m venv "$folder"
"$python" -m pip install --quiet --disable-pip-version-check --no-deps "wasmtime==$version"
"$python" -c 'import wasmtime'

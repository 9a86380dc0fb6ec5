#!/bin/sh
# typedoc, which makes the pages of @ocrekit/sdk, with the TypeScript that it wants; from npm. Does nothing when it is there.
set -eu
version=0.28.20
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
folder="$cache/toolchains/typedoc-$version"
if [ -f "$folder/node_modules/typedoc/bin/typedoc" ]; then exit 0; fi
rm -rf "$folder"
mkdir -p "$folder"
npm install --prefix "$folder" --no-save --no-audit --no-fund --loglevel=error "typedoc@$version" typescript@5.9.3

#!/bin/sh
# componentize-js, which makes components of TypeScript apps, from npm, where ocrekit finds it. Does nothing when it is there.
set -eu
root="$(cd "$(dirname "$0")/../.." && pwd)"
version="$(sed -n 's/^  version: "\(.*\)",$/\1/p' "$root/generator/src/toolchain/componentize-js.ts")"
folder="${OCREKIT_CACHE:-$root/.cache}/toolchains/componentize-js"
package="$folder/node_modules/@bytecodealliance/componentize-js/package.json"
if [ -f "$package" ] && grep -q "\"version\": \"$version\"" "$package"; then exit 0; fi
rm -rf "$folder"
mkdir -p "$folder"
echo '{ "private": true }' >"$folder/package.json"
npm install --prefix "$folder" --save-exact --no-audit --no-fund --loglevel=error "@bytecodealliance/componentize-js@$version"

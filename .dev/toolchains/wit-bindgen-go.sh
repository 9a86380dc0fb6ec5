#!/bin/sh
# The Go module that wit-bindgen's Go bindings need, go.bytecodealliance.org/pkg, which the bench compares ours with: as it lies
# in the crate wit-bindgen-go of crates.io. The crate is the one of test/oracle/wit-bindgen. Does nothing when it is there.
set -eu
root="$(cd "$(dirname "$0")/../.." && pwd)"
module="${OCREKIT_CACHE:-$root/.cache}/toolchains/wit-bindgen-go"
if [ -f "$module/go.mod" ]; then exit 0; fi
packages='JSON.parse(require("node:fs").readFileSync(0, "utf8")).packages'
crate="$(cargo metadata --locked --format-version 1 --manifest-path "$root/test/oracle/wit-bindgen/Cargo.toml" |
  node -p "$packages.find(({ name }) => name === 'wit-bindgen-go').manifest_path")"
rm -rf "$module" "$module.part"
mkdir -p "$module.part"
cp -R "$(dirname "$crate")/src/pkg/wit" "$module.part"
# It names the newest Go of its day, and asks for nothing of it.
sed "s/^go .*/go 1.24/" "$(dirname "$crate")/src/pkg/go.mod" >"$module.part/go.mod"
mv "$module.part" "$module"

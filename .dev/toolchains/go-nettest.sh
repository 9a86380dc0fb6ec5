#!/bin/sh
# Go's own test of connections, golang.org/x/net/nettest, into Go's cache of modules; Go itself where it is missing. Does nothing
# when they are there.
set -eu
module=golang.org/x/net@v0.30.0
go="$(sh "$(dirname "$0")/go.sh")"
# Ours is no other Go's.
case "$go" in */toolchains/go-*) unset GOROOT ;; esac
export GOTOOLCHAIN=local GOFLAGS="" GOWORK=off
if [ -d "$("$go" env GOMODCACHE)/$module" ]; then exit 0; fi
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$go" mod init fetch >/dev/null 2>&1
"$go" mod download "$module"

// Package wit is what generated packages are made of: memory that is shared with the host, handles, and the Go forms
// of WIT's options and results.
package wit

import "runtime"

//go:wasmimport wasi_snapshot_preview1 proc_exit
func importExit(code int32)

// Panicked is told the message of a panic before the module traps.
var Panicked = func(message string) { print("panic: ", message, "\n") }

// Report turns a panic of the app into a message and a trap; every export defers it.
func Report() {
	v := recover()
	if v == nil {
		return
	}
	Panicked(message(v))
	importExit(2)
}

func message(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case runtime.Error:
		return v.Error()
	case error:
		return v.Error()
	case interface{ String() string }:
		return v.String()
	default:
		return "a value that is no text"
	}
}

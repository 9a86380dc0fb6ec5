// Package wit is what generated packages are made of: memory that is shared with the host, handles, and the Go forms
// of WIT's options and results.
package wit

import "runtime"

//go:wasmimport wasi_snapshot_preview1 proc_exit
func importExit(code int32)

// Panicked is told the message of a panic before the module traps.
var Panicked = func(message string) { print("panic: ", message, "\n") }

// Begin starts every export, and what it returns ends it. A panic of the app becomes a message and a trap; else the
// goroutines that the app started go on until they wait, because nothing of the app runs between two calls. The host
// may call an export in the middle of a call of its own, to say that a resource is gone.
func Begin() (end func()) {
	outer := calling
	calling = false
	return func() {
		if v := recover(); v != nil {
			calling = false
			Panicked(message(v))
			importExit(2)
		}
		yield()
		calling = outer
	}
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

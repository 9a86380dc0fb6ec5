// A command that does nothing.
package main

import "ocre.local/sdk/exports/app/run"

func init() {
	run.Export(run.Handlers{Run: func() error { return nil }})
}

func main() {}

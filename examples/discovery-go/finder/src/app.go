// Looks for services, and logs where they are.
package main

import (
	"errors"
	"fmt"
	"io/fs"

	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/ocrenet"
	"ocre.local/sdk/sockets/names"
	"ocre.local/sdk/system/log"
)

const (
	waitMs = 500
	most   = 8
)

func init() {
	run.Export(run.Handlers{Run: find})
}

func find() error {
	for _, kind := range []string{"_demo._tcp", "_secret._tcp"} {
		found, err := names.Find(kind, waitMs, most)
		switch {
		case errors.Is(err, fs.ErrPermission):
			say("%s: not permitted", kind)
		case err != nil:
			return err
		}
		for _, s := range found {
			say("%s: %s at %v", kind, s.Name, ocrenet.AddrPort(s.Address).Port())
			for _, p := range s.Properties {
				say("  %s=%s", p.F0, p.F1)
			}
		}
	}
	return nil
}

func say(format string, values ...any) {
	log.Log(log.LevelInfo, "finder", fmt.Sprintf(format, values...))
}

func main() {}

// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/inline/control"
	"ocre.local/sdk/exports/world"
	world2 "ocre.local/sdk/world"
)

func init() {
	control.Export(control.Handlers{Stop: stop})
	world.Export(world.Handlers{Configure: configure})
}

func stop() {
}

func configure(s world2.Settings) error {
	return nil
}

func main() {}

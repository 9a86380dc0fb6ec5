// Offers a service that other apps can find.
package main

import (
	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/sockets/names"
	"ocre.local/sdk/timer"
	"ocre.local/sdk/wit"
)

const (
	port      = 5020
	offeredMs = 3000
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
}

func start(lifecycle.StartReason) error {
	offer, err := names.OpenAdvertisement("_demo._tcp", "boiler", port, []wit.Tuple2[string, string]{
		{F0: "unit", F1: "1"},
		{F0: "room", F1: "cellar"},
	})
	if err != nil {
		return err
	}
	_, err = timer.After(offeredMs, func() { offer.Close() })
	return err
}

func main() {}

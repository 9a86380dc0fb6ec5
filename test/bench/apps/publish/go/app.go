// Publishes one message.
package main

import (
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/messaging/bus"
)

func init() {
	run.Export(run.Handlers{Run: func() error { return bus.Publish("sensors/temp", []byte("21.5"), nil) }})
}

func main() {}

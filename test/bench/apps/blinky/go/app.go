// Blinks led0 once a second for as long as it runs.
package main

import (
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/gpio/lines"
	"ocre.local/sdk/system/monotonicclock"
)

func init() {
	run.Export(run.Handlers{Run: blink})
}

func blink() error {
	led, err := lines.OpenOutput("led0", lines.OutputOptions{})
	if err != nil {
		return err
	}
	for {
		if err := led.Toggle(); err != nil {
			return err
		}
		monotonicclock.WaitFor(500_000_000)
	}
}

func main() {}

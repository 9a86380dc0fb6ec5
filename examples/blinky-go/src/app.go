// Blinks led0 ten times.
package main

import (
	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/gpio/lines"
	"ocre.local/sdk/timer"
)

const (
	halfPeriodMs = 100
	changes      = 20
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
}

func start(lifecycle.StartReason) error {
	led, err := lines.OpenOutput("led0", lines.OutputOptions{})
	if err != nil {
		return err
	}
	changed := 0
	_, err = timer.Every(halfPeriodMs, func(t *timer.Timer) {
		changed++
		led.Write(changed%2 == 1)
		if changed == changes {
			// Without a timer nothing can happen any more, and the host ends the app.
			t.Stop()
		}
	})
	return err
}

func main() {}

// Blinks led0 ten times.
package main

import (
	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/exports/system/timerhandler"
	"ocre.local/sdk/gpio/lines"
	"ocre.local/sdk/system/timers"
)

const (
	blinkTimer   = 1
	halfPeriodMs = 100
	changes      = 20
)

var (
	led     *lines.Output
	changed int
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
	timerhandler.Export(timerhandler.Handlers{OnTimer: blink})
}

func start(lifecycle.StartReason) (err error) {
	if led, err = lines.OpenOutput("led0", lines.OutputOptions{}); err != nil {
		return err
	}
	return timers.Start(blinkTimer, halfPeriodMs, halfPeriodMs)
}

func blink(token, _ uint32) {
	changed++
	led.Write(changed%2 == 1)
	if changed == changes {
		// Without a timer nothing can happen any more, and the host ends the app.
		timers.Cancel(token)
	}
}

func main() {}

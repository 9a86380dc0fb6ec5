// Publishes five readings of a temperature as JSON.
package main

import (
	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/jsontopic"
	"ocre.local/sdk/system/log"
	"ocre.local/sdk/timer"
)

const (
	periodMs = 500
	readings = 5
)

type reading struct {
	N       int     `json:"n"`
	Celsius float64 `json:"celsius"`
}

var temperature = jsontopic.Of[reading]("plant/temperature")

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
}

func start(lifecycle.StartReason) error {
	n := 0
	_, err := timer.Every(periodMs, func(t *timer.Timer) {
		n++
		if err := temperature.Publish(reading{n, 21 + float64(n)/2}); err != nil {
			log.Log(log.LevelWarn, "publisher", err.Error())
		}
		if n == readings {
			t.Stop()
		}
	})
	return err
}

func main() {}

// Publishes a counter five times, and logs each message of it that comes back.
package main

import (
	"log/slog"

	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/ocrelog"
	"ocre.local/sdk/timer"
	"ocre.local/sdk/topic"
)

const (
	periodMs = 200
	messages = 5
)

var (
	count        = topic.Of("count", topic.Number)
	subscription *topic.Subscription
)

func init() {
	slog.SetDefault(ocrelog.New(""))
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
}

func start(lifecycle.StartReason) (err error) {
	received := 0
	subscription, err = count.Subscribe(func(_ float64, m topic.Message) {
		slog.Info("received " + string(m.Payload))
		received++
		if received == messages {
			// Without a timer and a subscription nothing can happen any more, and the host ends the app.
			subscription.Close()
		}
	})
	if err != nil {
		return err
	}
	published := 0
	_, err = timer.Every(periodMs, func(t *timer.Timer) {
		published++
		if err := count.Publish(float64(published)); err != nil {
			slog.Error("not published", "error", err)
		}
		if published == messages {
			t.Stop()
		}
	})
	return err
}

func main() {}

// Runs once: publishes a message, says so, and ends.
package main

import (
	"ocre.local/sdk/exports/app/run"
	"ocre.local/sdk/system/log"
	"ocre.local/sdk/topic"
)

func init() {
	run.Export(run.Handlers{Run: publish})
}

func publish() error {
	if err := topic.Of("hello", topic.Text).Publish("hello"); err != nil {
		log.Log(log.LevelInfo, "", "refused")
		return err
	}
	log.Log(log.LevelInfo, "", "published")
	return nil
}

func main() {}

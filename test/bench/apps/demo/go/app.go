// The demo world in Go.
package main

import (
	"errors"
	"strconv"

	"ocre.local/sdk/demo/host"
	"ocre.local/sdk/exports/demo/guest"
)

func init() {
	guest.Export(guest.Handlers{Run: run, OnMessage: onMessage, OnTimer: onTimer})
}

func run() error {
	host.Log(host.LevelInfo, "hello ✓")
	pin, err := host.OpenPin(0, 13)
	if err != nil {
		return err
	}
	_ = pin.Write(true)
	_ = pin.Close()
	if _, err := host.OpenPin(9, 9); errors.Is(err, host.ErrorCodeNotPermitted) {
		host.Log(host.LevelWarn, "pin 9:9 denied")
	}
	config, err := host.ReadFile("config.txt")
	if err != nil {
		return err
	}
	return host.Publish("demo/hello", "text/plain", config)
}

func onMessage(topic string, payload []uint8) {
	_ = host.Publish("echo/"+topic, "application/octet-stream", payload)
}

func onTimer(id uint32) {
	host.Log(host.LevelDebug, "timer "+strconv.Itoa(int(id)))
}

func main() {}

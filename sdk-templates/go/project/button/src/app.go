// Each press of the button toggles led0, and the log says so.
package main

import (
	"ocre.local/sdk/exports/app/lifecycle"
	"ocre.local/sdk/exports/gpio/linehandler"
	"ocre.local/sdk/gpio/lines"
	"ocre.local/sdk/system/log"
	"ocre.local/sdk/system/types"
)

const (
	buttonToken = 1
	debounceUs  = 20000
)

var (
	button *lines.Input
	led    *lines.Output
	isOn   bool
)

func init() {
	lifecycle.Export(lifecycle.Handlers{OnStart: start})
	linehandler.Export(linehandler.Handlers{OnLine: press})
}

func start(lifecycle.StartReason) (err error) {
	if led, err = lines.OpenOutput("led0", lines.OutputOptions{}); err != nil {
		return err
	}
	if button, err = lines.OpenInput("button", lines.InputOptions{DebounceUs: debounceUs}); err != nil {
		return err
	}
	return button.Watch(lines.EdgesRising, buttonToken)
}

func press(_ types.Token, _, _ uint32, _ types.Mark) {
	isOn = !isOn
	led.Write(isOn)
	if isOn {
		log.Log(log.LevelInfo, "", "led0 on")
	} else {
		log.Log(log.LevelInfo, "", "led0 off")
	}
}

func main() {}

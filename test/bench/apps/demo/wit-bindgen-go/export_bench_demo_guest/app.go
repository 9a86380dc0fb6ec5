// The demo world in wit-bindgen's Go.
package export_bench_demo_guest

import (
	"strconv"

	witTypes "go.bytecodealliance.org/pkg/wit/types"
	host "wit_component/bench_demo_host"
)

func Run() witTypes.Result[witTypes.Unit, string] {
	host.Log(host.Level_Info, "hello ✓")
	if pin := host.PinOpen(0, 13); pin.IsOk() {
		pin.Ok().Write(true)
		pin.Ok().Drop()
	}
	if pin := host.PinOpen(9, 9); pin.IsErr() && pin.Err() == host.ErrorCode_NotPermitted {
		host.Log(host.Level_Warn, "pin 9:9 denied")
	}
	config := host.ReadFile("config.txt")
	if config.IsErr() {
		return witTypes.Err[witTypes.Unit, string]("no config")
	}
	if host.Publish("demo/hello", "text/plain", config.Ok()).IsErr() {
		return witTypes.Err[witTypes.Unit, string]("publish")
	}
	return witTypes.Ok[witTypes.Unit, string](witTypes.Unit{})
}

func OnMessage(topic string, payload []uint8) {
	host.Publish("echo/"+topic, "application/octet-stream", payload)
}

func OnTimer(id uint32) {
	host.Log(host.Level_Debug, "timer "+strconv.Itoa(int(id)))
}

// Publishes one message.
package export_ocre_app_run

import (
	witTypes "go.bytecodealliance.org/pkg/wit/types"
	bus "wit_component/ocre_messaging_bus"
	system "wit_component/ocre_system_types"
)

type result = witTypes.Result[witTypes.Unit, witTypes.Unit]

func Run() result {
	if bus.Publish("sensors/temp", []byte("21.5"), witTypes.None[string]()) != system.Status_Ok {
		return witTypes.Err[witTypes.Unit, witTypes.Unit](witTypes.Unit{})
	}
	return witTypes.Ok[witTypes.Unit, witTypes.Unit](witTypes.Unit{})
}

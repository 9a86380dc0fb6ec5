// Blinks led0 once a second for as long as it runs.
package export_ocre_app_run

import (
	witTypes "go.bytecodealliance.org/pkg/wit/types"
	lines "wit_component/ocre_gpio_lines"
	clock "wit_component/ocre_system_monotonic_clock"
	system "wit_component/ocre_system_types"
)

type result = witTypes.Result[witTypes.Unit, witTypes.Unit]

func Run() result {
	failed := witTypes.Err[witTypes.Unit, witTypes.Unit](witTypes.Unit{})
	led := lines.OutputOpen("led0", lines.OutputOptions{})
	if led.IsErr() {
		return failed
	}
	for led.Ok().Toggle() == system.Status_Ok {
		clock.WaitFor(500_000_000)
	}
	return failed
}

// A command that does nothing.
package export_ocre_app_run

import witTypes "go.bytecodealliance.org/pkg/wit/types"

func Run() witTypes.Result[witTypes.Unit, witTypes.Unit] {
	return witTypes.Ok[witTypes.Unit, witTypes.Unit](witTypes.Unit{})
}

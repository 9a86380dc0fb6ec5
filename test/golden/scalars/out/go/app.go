// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/scalars/numbers"
	scalarsnumbers "ocre.local/sdk/scalars/numbers"
)

func init() {
	numbers.Export(numbers.Handlers{Small: small})
	numbers.Export(numbers.Handlers{Wide: wide})
	numbers.Export(numbers.Handlers{Real: real2})
	numbers.Export(numbers.Handlers{Letter: letter})
	numbers.Export(numbers.Handlers{Truth: truth})
	numbers.Export(numbers.Handlers{Nothing: nothing})
}

func small(a bool, b uint8, c int8, d uint16, e int16) int16 {
	return scalarsnumbers.Small(a, b, c, d, e)
}

func wide(a uint32, b int32, c uint64, d int64) uint64 {
	return scalarsnumbers.Wide(a, b, c, d)
}

func real2(a float32, b float64) float32 {
	return scalarsnumbers.Real(a, b)
}

func letter(a rune) rune {
	return scalarsnumbers.Letter(a)
}

func truth() bool {
	return scalarsnumbers.Truth()
}

func nothing() {
	scalarsnumbers.Nothing()
}

func main() {}

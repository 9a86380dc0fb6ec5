// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/outcomes/outcomes"
	outcomesoutcomes "ocre.local/sdk/outcomes/outcomes"
	"ocre.local/sdk/wit"
)

func init() {
	outcomes.Export(outcomes.Handlers{Find: find})
	outcomes.Export(outcomes.Handlers{Parse: parse})
	outcomes.Export(outcomes.Handlers{Run: run})
	outcomes.Export(outcomes.Handlers{Check: check})
	outcomes.Export(outcomes.Handlers{Explain: explain})
	outcomes.Export(outcomes.Handlers{Twice: twice})
	outcomes.Export(outcomes.Handlers{Each: each})
}

func find(key string) *string {
	return outcomesoutcomes.Find(key)
}

func parse(text *string) (uint32, error) {
	return outcomesoutcomes.Parse(text)
}

func run() error {
	return outcomesoutcomes.Run()
}

func check(n uint32) error {
	return outcomesoutcomes.Check(n)
}

func explain(n uint32) (outcomesoutcomes.Detail, error) {
	return outcomesoutcomes.Explain(n)
}

func twice(n **uint8) **uint8 {
	return outcomesoutcomes.Twice(n)
}

func each(ns []wit.Result[uint8, outcomesoutcomes.Problem]) (string, error) {
	return outcomesoutcomes.Each(ns)
}

func main() {}

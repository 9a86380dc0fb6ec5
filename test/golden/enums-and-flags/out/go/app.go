// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/choices/choices"
	choiceschoices "ocre.local/sdk/exports/choices/choices"
)

func init() {
	choiceschoices.Export(choiceschoices.Handlers{Next: next, Merge: merge, Widen: widen})
}

func next(l choices.Level) choices.Level {
	return choices.Next(l)
}

func merge(x choices.Few, y choices.Few) choices.Few {
	return choices.Merge(x, y)
}

func widen(x choices.Few) choices.Many {
	return choices.Widen(x)
}

func main() {}

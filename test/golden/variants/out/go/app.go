// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/variants/variants"
	variantsvariants "ocre.local/sdk/variants/variants"
)

func init() {
	variants.Export(variants.Handlers{Store: store, All: all})
}

func store(v variantsvariants.Value) variantsvariants.Value {
	return variantsvariants.Store(v)
}

func all(vs []variantsvariants.Value) uint32 {
	return variantsvariants.All(vs)
}

func main() {}

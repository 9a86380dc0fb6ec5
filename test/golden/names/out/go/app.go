// Yours to edit: ocrekit writes this file once.

package main

import (
	namesnames "ocre.local/sdk/exports/names/names"
	namesnames2 "ocre.local/sdk/names/names"
	"ocre.local/sdk/names/types"
)

func init() {
	namesnames.Export(namesnames.Handlers{Names: names, Return: return2, AB: ab})
}

func names(out uint8, err_ types.Int) (types.Switch, error) {
	return namesnames2.Names(out, err_)
}

func return2(class types.Switch, area string, sizeT uint8) string {
	return namesnames2.Return(class, area, sizeT)
}

func ab() {
	namesnames2.AB()
}

func main() {}

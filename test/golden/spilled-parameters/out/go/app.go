// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/spilled/spilled"
	spilledspilled "ocre.local/sdk/spilled/spilled"
)

func init() {
	spilled.Export(spilled.Handlers{Many: many})
}

func many(a string, b string, c string, d string, e string, f string, g string, h string, i uint8, j uint64) string {
	return spilledspilled.Many(a, b, c, d, e, f, g, h, i, j)
}

func main() {}

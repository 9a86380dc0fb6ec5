// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/sequences/text"
	sequencestext "ocre.local/sdk/sequences/text"
)

func init() {
	text.Export(text.Handlers{Greet: greet, Checksum: checksum, Words: words, Sort: sort, Nested: nested})
}

func greet(name string) string {
	return sequencestext.Greet(name)
}

func checksum(data []uint8) uint32 {
	return sequencestext.Checksum(data)
}

func words(line string) []string {
	return sequencestext.Words(line)
}

func sort(values []float64) []float64 {
	return sequencestext.Sort(values)
}

func nested(rows [][]uint16) [][]uint16 {
	return sequencestext.Nested(rows)
}

func main() {}

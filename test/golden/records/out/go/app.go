// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/records/shapes"
	recordsshapes "ocre.local/sdk/records/shapes"
	"ocre.local/sdk/wit"
)

func init() {
	shapes.Export(shapes.Handlers{Length: length, Mirror: mirror, Outline: outline, Pair: pair})
}

func length(l recordsshapes.Line) float64 {
	return recordsshapes.Length(l)
}

func mirror(p recordsshapes.Point) recordsshapes.Point {
	return recordsshapes.Mirror(p)
}

func outline() []recordsshapes.Line {
	return recordsshapes.Outline()
}

func pair(p wit.Tuple2[uint8, recordsshapes.Point]) wit.Tuple2[recordsshapes.Point, string] {
	return recordsshapes.Pair(p)
}

func main() {}

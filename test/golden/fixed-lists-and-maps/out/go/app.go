// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/exports/fixed/fixed"
	fixedfixed "ocre.local/sdk/fixed/fixed"
	"ocre.local/sdk/wit"
)

func init() {
	fixed.Export(fixed.Handlers{Rotate: rotate, Send: send, Count: count})
}

func rotate(m [9]float32) [9]float32 {
	return fixedfixed.Rotate(m)
}

func send(f fixedfixed.Frame) uint32 {
	return fixedfixed.Send(f)
}

func count(words wit.Map[string, uint32]) wit.Map[string, uint32] {
	return fixedfixed.Count(words)
}

func main() {}

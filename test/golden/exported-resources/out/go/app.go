// Yours to edit: ocrekit writes this file once.

package main

import (
	"ocre.local/sdk/counter/logs"
	"ocre.local/sdk/exports/counter/counters"
	"ocre.local/sdk/exports/counter/users"
)

func init() {
	counters.Export(counters.Handlers{NewCounter: newCounter, CounterJoin: counterJoin})
	users.Export(users.Handlers{UseBorrowed: useBorrowed})
}

type myCounter struct{}

var _ counters.Counter = (*myCounter)(nil)

func (o *myCounter) Increment(by uint32) uint32 {
	return by
}

func (o *myCounter) Label() string {
	return ""
}

func newCounter(start uint32) counters.Counter {
	return &myCounter{}
}

func counterJoin(a counters.Counter, b counters.Counter) counters.Counter {
	return a
}

func useBorrowed(s *logs.Sink) uint32 {
	return 0
}

func main() {}

// Package dispatch brings the events of a command to the functions that are for them: those of package timer, of
// package topic, and those that On was given.
package dispatch

import (
	"ocre.local/sdk/system/events"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// Else is called with each event that nobody else wants.
var Else = func(events.Event) {}

var stopped, stopAsked bool

func init() {
	wit.Idle = func(ms uint32) { Next(ms) }
}

// On calls a function with each event of a kind and a token; nil ends that.
func On(kind events.EventKind, token types.Token, call func(events.Event)) {
	if call == nil {
		wit.On(wit.Kind(kind), token, nil)
		return
	}
	wit.On(wit.Kind(kind), token, func(e wit.Event) { call(event(e)) })
}

// Next waits up to so many ms for an event and dispatches it; false when none came.
func Next(ms uint32) bool {
	e := events.Wait(ms)
	if e == nil {
		return false
	}
	Event(*e)
	return true
}

// Event calls the function that an event is for.
func Event(e events.Event) {
	if e.Kind == events.EventKindStop {
		stopAsked = true
	}
	if !wit.Post(wit.Event{Kind: wit.Kind(e.Kind), Token: e.Token, Data: e.Data, Lost: e.Lost, Time: e.Time}) {
		Else(e)
	}
}

// Loop dispatches events until the host asks the app to stop, or the app itself calls Stop.
func Loop() {
	stopped = false
	wit.Await(func() bool { return stopped || stopAsked })
}

// Stop ends Loop.
func Stop() { stopped = true }

// Stopping says whether the host asked the app to stop.
func Stopping() bool { return stopAsked }

func event(e wit.Event) events.Event {
	return events.Event{Kind: events.EventKind(e.Kind), Token: e.Token, Data: e.Data, Lost: e.Lost, Time: e.Time}
}

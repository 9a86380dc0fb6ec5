// Package timer calls functions after a time, or again and again. Times are in ms: package time alone would make a
// module 250 KB larger.
package timer

import (
	"ocre.local/sdk/system/timers"
	"ocre.local/sdk/wit"
)

// Timer is a timer of the host's with a function.
type Timer struct {
	token   uint32
	running bool
}

// After calls a function once, after so many ms.
func After(ms uint32, call func()) (*Timer, error) {
	return start(ms, 0, func(t *Timer, _ uint32) {
		t.end()
		call()
	})
}

// Every calls a function again and again, until the timer is stopped.
func Every(ms uint32, call func(*Timer)) (*Timer, error) {
	return start(ms, ms, func(t *Timer, _ uint32) { call(t) })
}

func start(delay, period uint32, call func(t *Timer, lost uint32)) (*Timer, error) {
	t := &Timer{token: wit.NextToken(), running: true}
	if err := timers.Start(t.token, delay, period); err != nil {
		return nil, err
	}
	wit.On(wit.TimerEvent, t.token, func(e wit.Event) { call(t, e.Lost) })
	return t, nil
}

// Stop ends the timer; one that ended already stays as it is.
func (t *Timer) Stop() error {
	if !t.running {
		return nil
	}
	t.end()
	return timers.Cancel(t.token)
}

func (t *Timer) end() {
	t.running = false
	wit.On(wit.TimerEvent, t.token, nil)
}

// Ticker sends on a channel again and again. A tick that nobody took is dropped.
type Ticker struct {
	Timer *Timer
	// C gets the number of ticks that were lost before each one.
	C <-chan uint32
}

// NewTicker makes a ticker of so many ms.
func NewTicker(ms uint32) (*Ticker, error) {
	ticks := make(chan uint32, 1)
	t, err := start(ms, ms, func(_ *Timer, lost uint32) {
		select {
		case ticks <- lost:
		default:
		}
	})
	if err != nil {
		return nil, err
	}
	return &Ticker{t, ticks}, nil
}

// Stop ends the ticker; the channel stays open.
func (t *Ticker) Stop() error { return t.Timer.Stop() }

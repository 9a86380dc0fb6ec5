package ocrenet

import (
	"time"

	"ocre.local/sdk/timer"
)

// The deadlines of a reactor are timers of the host.
func init() {
	wakeAfter = func(left time.Duration) (func(), error) {
		// Rounded up: a timer must not fire before the deadline has passed.
		ms := min((left+time.Millisecond-1)/time.Millisecond, 1<<32-1)
		t, err := timer.After(uint32(ms), func() {})
		if err != nil {
			return nil, err
		}
		return func() { _ = t.Stop() }, nil
	}
}

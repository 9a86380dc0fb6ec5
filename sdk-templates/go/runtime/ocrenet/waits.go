package ocrenet

import (
	"net"
	"os"
	"time"

	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// waits is what a socket that reads and writes does until it can go on.
type waits struct {
	ready       readiness
	read, write deadline
	closed      bool
}

// try calls an operation until it does not have to wait any more.
func (w *waits) try(d *deadline, interest sockets.Readiness, operation func() error) error {
	for {
		if w.closed {
			return net.ErrClosed
		}
		if d.passed() {
			return os.ErrDeadlineExceeded
		}
		if err := operation(); err != types.ErrorCodeWouldBlock {
			return err
		}
		w.ready.await(interest, func() bool { return w.closed || d.passed() })
	}
}

// end lets those that wait give up; false when it did so before.
func (w *waits) end() bool {
	if w.closed {
		return false
	}
	w.closed = true
	w.ready.end()
	w.read.cancel()
	w.write.cancel()
	wit.Wake()
	return true
}

// SetDeadline sets both; os.ErrNoDeadline in a reactor whose world has no timers.
func (w *waits) SetDeadline(t time.Time) error {
	if err := w.SetReadDeadline(t); err != nil {
		return err
	}
	return w.SetWriteDeadline(t)
}

func (w *waits) SetReadDeadline(t time.Time) error  { return w.set(&w.read, t) }
func (w *waits) SetWriteDeadline(t time.Time) error { return w.set(&w.write, t) }

func (w *waits) set(d *deadline, t time.Time) error {
	if w.closed {
		return failure("set", net.ErrClosed)
	}
	return d.set(t)
}

// deadline is when waiting ends; the zero one never passes.
type deadline struct {
	at   time.Time
	stop func()
}

// wakeAfter has a reactor look again after so long, which else waits for the host's calls. A command looks by itself.
var wakeAfter func(time.Duration) (stop func(), err error)

func (d *deadline) passed() bool { return !d.at.IsZero() && !time.Now().Before(d.at) }

func (d *deadline) set(at time.Time) error {
	d.cancel()
	if left := time.Until(at); left > 0 && wit.Idle == nil {
		if wakeAfter == nil {
			return os.ErrNoDeadline
		}
		stop, err := wakeAfter(left)
		if err != nil {
			return failure("set", err)
		}
		d.stop = stop
	}
	d.at = at
	wit.Wake()
	return nil
}

func (d *deadline) cancel() {
	if d.stop != nil {
		d.stop()
	}
	d.stop = nil
}

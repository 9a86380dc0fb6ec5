// Package ocrenet is net over the sockets of the host: Dial and Listen, whose results are a net.Conn and a
// net.Listener. A goroutine that waits lets the others go on.
package ocrenet

import (
	"io"
	"net"
	"os"
	"time"

	"ocre.local/sdk/sockets/tcp"
	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// The host takes and gives at most so much at once.
const chunk = 16 << 10

type conn struct {
	raw           *tcp.Connection
	ready         readiness
	readDeadline  time.Time
	writeDeadline time.Time
	closed        bool
}

func newConn(raw *tcp.Connection) *conn {
	c := &conn{raw: raw}
	c.ready = readiness{token: wit.NextToken(), watch: raw.Watch}
	return c
}

func (c *conn) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	err = c.try(&c.readDeadline, sockets.ReadinessReadable, func() error {
		data, err := c.raw.Receive(uint32(min(len(p), chunk)), 0)
		n = copy(p, data)
		return err
	})
	if err != nil {
		return 0, failure("read", err)
	}
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (c *conn) Write(p []byte) (n int, err error) {
	for n < len(p) {
		err = c.try(&c.writeDeadline, sockets.ReadinessWritable, func() error {
			taken, err := c.raw.Send(p[n:min(n+chunk, len(p))], 0)
			n += int(taken)
			return err
		})
		if err != nil {
			return n, failure("write", err)
		}
	}
	return n, nil
}

// try calls an operation until it does not have to wait any more.
func (c *conn) try(deadline *time.Time, interest sockets.Readiness, operation func() error) error {
	for {
		if c.closed {
			return net.ErrClosed
		}
		if past(*deadline) {
			return os.ErrDeadlineExceeded
		}
		if err := operation(); err != types.ErrorCodeWouldBlock {
			return err
		}
		c.ready.await(interest, func() bool { return c.closed || past(*deadline) })
	}
}

func (c *conn) Close() error {
	if c.closed {
		return net.ErrClosed
	}
	c.closed = true
	c.ready.end()
	return c.raw.Close()
}

// CloseWrite finishes sending; reading goes on.
func (c *conn) CloseWrite() error { return c.raw.Finish() }

func (c *conn) LocalAddr() net.Addr  { return address(c.raw.LocalAddress()) }
func (c *conn) RemoteAddr() net.Addr { return address(c.raw.RemoteAddress()) }

func (c *conn) SetDeadline(t time.Time) error {
	c.readDeadline, c.writeDeadline = t, t
	return nil
}

func (c *conn) SetReadDeadline(t time.Time) error {
	c.readDeadline = t
	return nil
}

func (c *conn) SetWriteDeadline(t time.Time) error {
	c.writeDeadline = t
	return nil
}

func past(deadline time.Time) bool { return !deadline.IsZero() && !time.Now().Before(deadline) }

func failure(op string, err error) error { return &net.OpError{Op: op, Net: "tcp", Err: err} }

func address(a sockets.SocketAddress, err error) net.Addr {
	if err != nil {
		return &net.TCPAddr{}
	}
	return net.TCPAddrFromAddrPort(AddrPort(a))
}

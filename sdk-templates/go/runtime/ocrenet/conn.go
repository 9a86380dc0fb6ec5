// Package ocrenet is net over the sockets of the host: Dial and Listen, whose results are a net.Conn and a
// net.Listener. A goroutine that waits lets the others go on.
package ocrenet

import (
	"io"
	"net"

	"ocre.local/sdk/sockets/tcp"
	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/wit"
)

// The host takes and gives at most so much at once.
const chunk = 16 << 10

type conn struct {
	waits
	raw *tcp.Connection
}

func newConn(raw *tcp.Connection) *conn {
	_ = raw.SetNoDelay(true)
	return &conn{waits{ready: readiness{token: wit.NextToken(), watch: raw.Watch}}, raw}
}

func (c *conn) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	err = c.try(&c.read, sockets.ReadinessReadable, func() error {
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
		err = c.try(&c.write, sockets.ReadinessWritable, func() error {
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

func (c *conn) Close() error {
	if !c.end() {
		return failure("close", net.ErrClosed)
	}
	return c.raw.Close()
}

// CloseWrite finishes sending; reading goes on.
func (c *conn) CloseWrite() error { return c.raw.Finish() }

func (c *conn) LocalAddr() net.Addr  { return address(c.raw.LocalAddress()) }
func (c *conn) RemoteAddr() net.Addr { return address(c.raw.RemoteAddress()) }

func failure(op string, err error) error { return &net.OpError{Op: op, Net: "tcp", Err: err} }

func address(a sockets.SocketAddress, err error) net.Addr {
	if err != nil {
		return &net.TCPAddr{}
	}
	return net.TCPAddrFromAddrPort(AddrPort(a))
}

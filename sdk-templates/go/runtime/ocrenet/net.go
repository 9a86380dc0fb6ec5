package ocrenet

import (
	"context"
	"net"
	"net/netip"
	"strconv"

	"ocre.local/sdk/sockets/tcp"
	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// Dial connects to a host and a port. The context ends the waiting, not the connection.
func Dial(ctx context.Context, network, addr string) (net.Conn, error) {
	return dial(ctx, network, addr, func(host string, port uint16) (*tcp.Connection, error) {
		return tcp.ConnectionConnect(host, port, 0)
	})
}

// DialTLS connects and then speaks TLS as a profile of the device says.
func DialTLS(ctx context.Context, network, addr, profile string) (net.Conn, error) {
	return dial(ctx, network, addr, func(host string, port uint16) (*tcp.Connection, error) {
		return tcp.ConnectionConnectTLS(host, port, profile, 0)
	})
}

func dial(
	ctx context.Context, network, addr string, connect func(string, uint16) (*tcp.Connection, error),
) (net.Conn, error) {
	host, port, err := split(network, addr)
	if err != nil {
		return nil, err
	}
	raw, err := connect(host, port)
	if err != nil {
		return nil, failure("dial", err)
	}
	c := newConn(raw)
	c.ready.await(sockets.ReadinessWritable, func() bool { return ctx.Err() != nil })
	if err := ctx.Err(); err != nil {
		_ = c.Close()
		return nil, failure("dial", err)
	}
	// A connection that failed says so to whoever asks for the other end.
	if _, err := raw.RemoteAddress(); err != nil {
		if _, reason := raw.Receive(1, 0); reason != nil && reason != types.ErrorCodeWouldBlock {
			err = reason
		}
		_ = c.Close()
		return nil, failure("dial", err)
	}
	return c, nil
}

type listener struct {
	raw    *tcp.Listener
	ready  readiness
	closed bool
}

// Listen waits for connections at an address, `:8080` for all of the device's.
func Listen(network, addr string) (net.Listener, error) {
	host, port, err := split(network, addr)
	if err != nil {
		return nil, err
	}
	var at *sockets.IPAddress
	if host != "" {
		ip, err := netip.ParseAddr(host)
		if err != nil {
			return nil, failure("listen", err)
		}
		at = wit.Some(IPAddress(ip))
	}
	raw, err := tcp.OpenListener(at, port, 16)
	if err != nil {
		return nil, failure("listen", err)
	}
	l := &listener{raw: raw}
	l.ready = readiness{token: wit.NextToken(), watch: func(r sockets.Readiness, token types.Token) error {
		return raw.Watch(r != 0, token)
	}}
	return l, nil
}

func (l *listener) Accept() (net.Conn, error) {
	for {
		if l.closed {
			return nil, failure("accept", net.ErrClosed)
		}
		raw, err := l.raw.Accept(0)
		if err == nil {
			return newConn(raw), nil
		}
		if err != types.ErrorCodeWouldBlock {
			return nil, failure("accept", err)
		}
		l.ready.await(sockets.ReadinessReadable, func() bool { return l.closed })
	}
}

func (l *listener) Close() error {
	if l.closed {
		return net.ErrClosed
	}
	l.closed = true
	l.ready.end()
	return l.raw.Close()
}

func (l *listener) Addr() net.Addr { return address(l.raw.LocalAddress()) }

func split(network, addr string) (string, uint16, error) {
	if network != "tcp" {
		return "", 0, net.UnknownNetworkError(network)
	}
	host, text, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, err
	}
	port, err := strconv.ParseUint(text, 10, 16)
	if err != nil {
		return "", 0, &net.AddrError{Err: "a port is a number up to 65535", Addr: addr}
	}
	return host, uint16(port), nil
}

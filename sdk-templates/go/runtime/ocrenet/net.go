package ocrenet

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"time"

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
	if network != "tcp" {
		return nil, net.UnknownNetworkError(network)
	}
	host, port, err := split(addr)
	if err != nil {
		return nil, err
	}
	raw, err := connect(host, port)
	if err != nil {
		return nil, failure("dial", err)
	}
	c := newConn(raw)
	defer context.AfterFunc(ctx, wit.Wake)()
	if at, ok := ctx.Deadline(); ok {
		if err := c.write.set(at); err != nil && !errors.Is(err, os.ErrNoDeadline) {
			_ = c.Close()
			return nil, err
		}
	}
	c.ready.await(sockets.ReadinessWritable, func() bool { return ctx.Err() != nil })
	_ = c.write.set(time.Time{})
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
	if network != "tcp" {
		return nil, net.UnknownNetworkError(network)
	}
	at, port, err := local(addr)
	if err != nil {
		return nil, err
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
		return failure("close", net.ErrClosed)
	}
	l.closed = true
	l.ready.end()
	wit.Wake()
	return l.raw.Close()
}

func (l *listener) Addr() net.Addr { return address(l.raw.LocalAddress()) }

func split(addr string) (string, uint16, error) {
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

// local is an address of the device's; nil is all of them.
func local(addr string) (*sockets.IPAddress, uint16, error) {
	host, port, err := split(addr)
	if err != nil || host == "" {
		return nil, port, err
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return nil, 0, &net.AddrError{Err: "no address of the device", Addr: addr}
	}
	return wit.Some(IPAddress(ip)), port, nil
}

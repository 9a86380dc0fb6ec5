package ocrenet

import (
	"net"
	"net/netip"

	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/sockets/udp"
	"ocre.local/sdk/wit"
)

// The longest datagram.
const longest = 65_507

// PacketConn is a net.PacketConn over a socket of the host.
type PacketConn struct {
	waits
	// Raw has what Go's interface lacks: groups, and peers that are known by name.
	Raw *udp.UDPSocket
}

// ListenPacket receives and sends datagrams at an address of the device's, `:0` for any port of all of them.
func ListenPacket(network, addr string) (net.PacketConn, error) {
	if network != "udp" {
		return nil, net.UnknownNetworkError(network)
	}
	at, port, err := local(addr)
	if err != nil {
		return nil, err
	}
	raw, err := udp.OpenUDPSocket(at, port)
	if err != nil {
		return nil, packetFailure("listen", err)
	}
	return &PacketConn{waits{ready: readiness{token: wit.NextToken(), watch: raw.Watch}}, raw}, nil
}

// ReadFrom waits for a datagram; what of it is longer than p is gone.
func (c *PacketConn) ReadFrom(p []byte) (n int, from net.Addr, err error) {
	err = c.try(&c.read, sockets.ReadinessReadable, func() error {
		d, err := c.Raw.Receive(uint32(min(len(p), longest)), 0)
		if err == nil {
			n = copy(p, d.Data)
			from = net.UDPAddrFromAddrPort(AddrPort(d.Source))
		}
		return err
	})
	if err != nil {
		return 0, nil, packetFailure("read", err)
	}
	return n, from, nil
}

// WriteTo sends a datagram to a *net.UDPAddr.
func (c *PacketConn) WriteTo(p []byte, to net.Addr) (int, error) {
	at, ok := to.(*net.UDPAddr)
	if !ok || at == nil {
		return 0, packetFailure("write", &net.AddrError{Err: "no address of a datagram", Addr: text(to)})
	}
	destination := SocketAddress(at.AddrPort())
	err := c.try(&c.write, sockets.ReadinessWritable, func() error { return c.Raw.SendTo(p, destination) })
	if err != nil {
		return 0, packetFailure("write", err)
	}
	return len(p), nil
}

// Close gives the socket back.
func (c *PacketConn) Close() error {
	if !c.end() {
		return packetFailure("close", net.ErrClosed)
	}
	return c.Raw.Close()
}

// LocalAddr is the address and the port at which it receives.
func (c *PacketConn) LocalAddr() net.Addr {
	a, err := c.Raw.LocalAddress()
	if err != nil {
		return &net.UDPAddr{}
	}
	return net.UDPAddrFromAddrPort(AddrPort(a))
}

// SocketAddress is Go's address and port as the host has them.
func SocketAddress(a netip.AddrPort) sockets.SocketAddress {
	return sockets.SocketAddress{Address: IPAddress(a.Addr()), Port: a.Port()}
}

func packetFailure(op string, err error) error { return &net.OpError{Op: op, Net: "udp", Err: err} }

func text(a net.Addr) string {
	if a == nil {
		return ""
	}
	return a.String()
}

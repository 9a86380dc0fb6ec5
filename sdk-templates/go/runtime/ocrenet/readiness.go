package ocrenet

import (
	"net/netip"

	sockets "ocre.local/sdk/sockets/types"
	"ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// readiness has the host say when a socket can go on.
type readiness struct {
	token            uint32
	watch            func(sockets.Readiness, types.Token) error
	watched          sockets.Readiness
	seen             sockets.Readiness
	readers, writers int
}

// await lets others go on until the socket is ready, or over is true.
func (r *readiness) await(interest sockets.Readiness, over func() bool) {
	wit.On(wit.SocketEvent, r.token, func(e wit.Event) {
		r.seen |= sockets.Readiness(e.Data)
		// The event comes again and again while nobody reads.
		r.set(r.watched &^ r.seen)
	})
	r.seen &^= interest
	count := &r.readers
	if interest == sockets.ReadinessWritable {
		count = &r.writers
	}
	*count++
	r.set(r.watched | interest)
	wit.Await(func() bool { return r.seen&(interest|sockets.ReadinessClosed) != 0 || over() })
	if *count--; *count == 0 {
		r.set(r.watched &^ interest)
	}
}

func (r *readiness) set(watched sockets.Readiness) {
	if watched == r.watched {
		return
	}
	r.watched = watched
	if watched != 0 {
		// A connection that failed is neither readable nor writable.
		watched |= sockets.ReadinessClosed
	}
	// A host that cannot watch leaves the waiting to time: the operation is tried again.
	if r.watch(watched, r.token) != nil {
		r.seen = sockets.ReadinessReadable | sockets.ReadinessWritable
	}
}

func (r *readiness) end() {
	r.watched = 0
	wit.On(wit.SocketEvent, r.token, nil)
}

// AddrPort is the host's address as Go has it.
func AddrPort(a sockets.SocketAddress) netip.AddrPort {
	return netip.AddrPortFrom(Addr(a.Address), a.Port)
}

// Addr is the host's address without a port.
func Addr(a sockets.IPAddress) netip.Addr {
	switch a := a.(type) {
	case sockets.IPAddressIPv4:
		v := a.Value
		return netip.AddrFrom4([4]byte{v.F0, v.F1, v.F2, v.F3})
	case sockets.IPAddressIPv6:
		v := a.Value
		var bytes [16]byte
		for i, group := range [8]uint16{v.F0, v.F1, v.F2, v.F3, v.F4, v.F5, v.F6, v.F7} {
			bytes[2*i], bytes[2*i+1] = byte(group>>8), byte(group)
		}
		return netip.AddrFrom16(bytes)
	default:
		return netip.Addr{}
	}
}

// IPAddress is Go's address as the host has it.
func IPAddress(a netip.Addr) sockets.IPAddress {
	if a.Is4() || a.Is4In6() {
		b := a.As4()
		return sockets.IPAddressIPv4{Value: sockets.IPv4Address{F0: b[0], F1: b[1], F2: b[2], F3: b[3]}}
	}
	b := a.As16()
	group := func(i int) uint16 { return uint16(b[2*i])<<8 | uint16(b[2*i+1]) }
	return sockets.IPAddressIPv6{Value: sockets.IPv6Address{
		F0: group(0), F1: group(1), F2: group(2), F3: group(3),
		F4: group(4), F5: group(5), F6: group(6), F7: group(7),
	}}
}

package wit

import "runtime"

// Event is something that happened, for whoever has the token.
type Event struct {
	Kind  Kind
	Token uint32
	Data  uint32
	Lost  uint32
	Time  uint64
}

// Kind is what an event is about, in the order of event-kind of ocre:system/events.
type Kind uint8

const (
	TimerEvent Kind = iota
	LineEvent
	SocketEvent
	NameEvent
	MessageEvent
	StoreEvent
	SensorEvent
	ConfigEvent
	StopEvent
	OtherEvent
)

type listener struct {
	kind  Kind
	token uint32
}

var (
	listeners = map[listener]func(Event){}
	lastToken = uint32(1) << 31
	posted    = make(chan struct{})
	awaiting  int
)

// NextToken is a token that nobody has; tokens below 1<<31 are left to the app.
func NextToken() uint32 {
	lastToken++
	return lastToken
}

// On calls a function with each event of a kind and a token; nil ends that.
func On(kind Kind, token uint32, call func(Event)) {
	if call == nil {
		delete(listeners, listener{kind, token})
		return
	}
	listeners[listener{kind, token}] = call
}

// Post brings an event to its function, and lets the goroutines go on that waited for it.
func Post(e Event) bool {
	call := listeners[listener{e.Kind, e.Token}]
	if call != nil {
		call(e)
	}
	if awaiting > 0 {
		Wake()
		// In a command who waits does so in Idle, and would begin again before the one that the event is for has gone on.
		if Idle == nil {
			yield()
		}
	}
	return call != nil
}

// Wake has those that wait in Await look again, because something changed that is no event.
func Wake() {
	close(posted)
	posted = make(chan struct{})
}

// Idle waits up to so many ms for an event and posts it. Package dispatch sets it in commands; in a reactor it is nil,
// because the host calls when something happens.
var Idle func(ms uint32)

// Await lets other goroutines go on until done says true.
func Await(done func() bool) {
	awaiting++
	defer func() { awaiting-- }()
	for !done() {
		wait := posted
		yield()
		switch {
		case done():
			return
		case Idle != nil:
			// Short, because a goroutine that sleeps does not end the host's waiting.
			Idle(20)
		default:
			<-wait
		}
	}
}

// yield gives every goroutine that can go on a few turns.
func yield() {
	for range 16 {
		runtime.Gosched()
	}
}

// Package topic publishes and receives values of Go.
package topic

import (
	"strconv"
	"unicode/utf8"

	"ocre.local/sdk/messaging/bus"
	"ocre.local/sdk/messaging/types"
	system "ocre.local/sdk/system/types"
	"ocre.local/sdk/wit"
)

// Message is what came, with everything around the payload.
type Message = types.Message

// Codec is how values of a type are payloads.
type Codec[T any] struct {
	// ContentType of what is published; empty for none.
	ContentType string
	Encode      func(T) ([]byte, error)
	Decode      func([]byte) (T, error)
}

// Bytes are payloads as they are.
var Bytes = Codec[[]byte]{
	Encode: func(b []byte) ([]byte, error) { return b, nil },
	Decode: func(b []byte) ([]byte, error) { return b, nil },
}

// Text is UTF-8.
var Text = Codec[string]{
	ContentType: "text/plain",
	Encode:      func(s string) ([]byte, error) { return []byte(s), nil },
	Decode: func(b []byte) (string, error) {
		if !utf8.Valid(b) {
			return "", system.ErrorCodeInvalidArgument
		}
		return string(b), nil
	},
}

// Number is a number in decimal digits, as people and other programs read it.
var Number = Codec[float64]{
	ContentType: "text/plain",
	Encode:      func(n float64) ([]byte, error) { return strconv.AppendFloat(nil, n, 'f', -1, 64), nil },
	Decode:      func(b []byte) (float64, error) { return strconv.ParseFloat(string(b), 64) },
}

// Topic is a name whose payloads are values of one type.
type Topic[T any] struct {
	name  string
	codec Codec[T]
}

// Of is a topic; what it is subscribed with may hold wildcards.
func Of[T any](name string, codec Codec[T]) Topic[T] { return Topic[T]{name, codec} }

// Name is what it was made with.
func (t Topic[T]) Name() string { return t.name }

// Codec is what it was made with.
func (t Topic[T]) Codec() Codec[T] { return t.codec }

// Publish sends a value.
func (t Topic[T]) Publish(value T) error {
	payload, err := t.codec.Encode(value)
	if err != nil {
		return err
	}
	return bus.Publish(t.name, payload, typeOf(t.codec.ContentType))
}

// Reply answers a message whose sender waits for it; types.ErrorCodeNotFound when nobody does.
func Reply(m Message, payload []byte, contentType string) error {
	if m.Ticket == 0 {
		return system.ErrorCodeNotFound
	}
	return bus.Reply(m.Ticket, payload, typeOf(contentType))
}

func typeOf(contentType string) *string {
	if contentType == "" {
		return nil
	}
	return &contentType
}

// Subscribe calls a function with each value that comes; a payload that is none is rejected.
func (t Topic[T]) Subscribe(call func(T, Message)) (*Subscription, error) {
	return Subscribe(t.name, bus.SubscribeOptions{}, func(m Message) types.Disposition {
		value, err := t.codec.Decode(m.Payload)
		if err != nil {
			return types.DispositionReject
		}
		call(value, m)
		return types.DispositionAccept
	})
}

// Subscription is open until it is closed.
type Subscription struct {
	raw   *bus.Subscription
	token uint32
	call  func(Message) types.Disposition
}

var open = map[uint32]*Subscription{}

// Subscribe calls a function with each message. Options that are zero are 16 messages of at most 4096 bytes.
func Subscribe(filter string, options bus.SubscribeOptions, call func(Message) types.Disposition) (*Subscription, error) {
	if options.Queue == 0 {
		options.Queue = 16
	}
	if options.MaxPayload == 0 {
		options.MaxPayload = 4096
	}
	s := &Subscription{token: wit.NextToken(), call: call}
	raw, err := bus.OpenSubscription(filter, options, s.token)
	if err != nil {
		return nil, err
	}
	s.raw = raw
	open[s.token] = s
	wit.On(wit.MessageEvent, s.token, func(wit.Event) { s.receive() })
	return s, nil
}

// Close ends the subscription.
func (s *Subscription) Close() error {
	delete(open, s.token)
	wit.On(wit.MessageEvent, s.token, nil)
	return s.raw.Close()
}

var expected = map[uint32]func(Message){}

// Expect is for package request: the function gets the reply to the question with the token, until end.
func Expect(got func(Message)) (token uint32, end func()) {
	token = wit.NextToken()
	expected[token] = got
	wit.On(wit.MessageEvent, token, func(wit.Event) {
		// A reactor got it already, see Deliver.
		if call := expected[token]; call != nil {
			if m, err := bus.TakeReply(token); err == nil {
				call(m)
			}
		}
	})
	return token, func() {
		delete(expected, token)
		wit.On(wit.MessageEvent, token, nil)
	}
}

// receive takes all that waits, in a command; a reactor gets each message by itself.
func (s *Subscription) receive() {
	for open[s.token] == s {
		m, err := s.raw.Receive(0)
		if err != nil {
			return
		}
		if d := s.call(m); open[s.token] == s {
			// The bus accepts by itself what was not settled.
			_ = s.raw.Settle(d)
		}
	}
}

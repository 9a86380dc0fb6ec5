// Package request asks questions over topics, and answers them. A goroutine that waits lets the others go on.
package request

import (
	"ocre.local/sdk/messaging/bus"
	"ocre.local/sdk/messaging/types"
	system "ocre.local/sdk/system/types"
	"ocre.local/sdk/timer"
	"ocre.local/sdk/topic"
	"ocre.local/sdk/wit"
)

// MaxReply is the longest payload of a reply.
const MaxReply = 4096

// Do publishes a question and waits for the first reply; types.ErrorCodeTimeout when there is none after so many ms.
func Do(name string, payload []byte, contentType string, ms uint32) (topic.Message, error) {
	var reply *topic.Message
	token, end := topic.Expect(func(m topic.Message) { reply = &m })
	defer end()
	late := false
	limit, err := timer.After(ms, func() { late = true })
	if err != nil {
		return topic.Message{}, err
	}
	defer limit.Stop()
	var mime *string
	if contentType != "" {
		mime = &contentType
	}
	if err := bus.SendRequest(name, payload, mime, token, ms, MaxReply); err != nil {
		return topic.Message{}, err
	}
	wit.Await(func() bool { return reply != nil || late })
	if reply == nil {
		return topic.Message{}, system.ErrorCodeTimeout
	}
	return *reply, nil
}

// Ask is Do with values of Go.
func Ask[Q, A any](t topic.Topic[Q], question Q, answer topic.Codec[A], ms uint32) (A, error) {
	var none A
	payload, err := t.Codec().Encode(question)
	if err != nil {
		return none, err
	}
	reply, err := Do(t.Name(), payload, t.Codec().ContentType, ms)
	if err != nil {
		return none, err
	}
	return answer.Decode(reply.Payload)
}

// Answer replies to each question with what a function returns; a payload that is no question is rejected.
func Answer[Q, A any](t topic.Topic[Q], answer topic.Codec[A], call func(Q) A) (*topic.Subscription, error) {
	return topic.Subscribe(t.Name(), bus.SubscribeOptions{}, func(m topic.Message) types.Disposition {
		question, err := t.Codec().Decode(m.Payload)
		if err != nil {
			return types.DispositionReject
		}
		payload, err := answer.Encode(call(question))
		if err != nil {
			return types.DispositionReject
		}
		// Who asked may have given up.
		_ = topic.Reply(m, payload, answer.ContentType)
		return types.DispositionAccept
	})
}

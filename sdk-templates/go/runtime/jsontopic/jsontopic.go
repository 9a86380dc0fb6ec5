// Package jsontopic has topics whose payloads are JSON; apart from package topic, because encoding/json is large.
package jsontopic

import (
	"encoding/json"

	"ocre.local/sdk/topic"
)

// Of is a topic of values that encoding/json writes and reads.
func Of[T any](name string) topic.Topic[T] { return topic.Of(name, Codec[T]()) }

// Codec is how values are JSON.
func Codec[T any]() topic.Codec[T] {
	return topic.Codec[T]{
		ContentType: "application/json",
		Encode:      func(v T) ([]byte, error) { return json.Marshal(v) },
		Decode: func(b []byte) (v T, err error) {
			err = json.Unmarshal(b, &v)
			return v, err
		},
	}
}

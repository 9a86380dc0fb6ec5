package wit

import (
	"cmp"
	"errors"
	"maps"
	"slices"
)

// Some is a pointer to a value, which is how a value that may be missing is written.
func Some[T any](v T) *T { return &v }

// None is the payload of a case without one.
type None = struct{}

// Result is a result inside of another value; functions return a value and an error.
type Result[T, E any] struct {
	// OK is the value, unless Failed is set.
	OK T
	// Err is what went wrong, when Failed is set.
	Err    E
	Failed bool
}

// Ok is a result that is a value.
func Ok[T, E any](v T) Result[T, E] { return Result[T, E]{OK: v} }

// Err is a result that is an error.
func Err[T, E any](e E) Result[T, E] { return Result[T, E]{Err: e, Failed: true} }

// Get is the result as functions return one.
func (r Result[T, E]) Get() (T, error) { return r.OK, r.AsError() }

// AsError is the error, or nil.
func (r Result[T, E]) AsError() error {
	if !r.Failed {
		return nil
	}
	switch e := any(r.Err).(type) {
	case error:
		return e
	case None:
		return ErrFailed
	default:
		return &Error[E]{Value: r.Err}
	}
}

// ErrFailed is the error of a function that says no more than that.
var ErrFailed = errors.New("failed")

// Error is an error whose value is no error by itself.
type Error[E any] struct{ Value E }

// Error is the value, when it is a text.
func (e *Error[E]) Error() string {
	switch v := any(e.Value).(type) {
	case string:
		return v
	case interface{ String() string }:
		return v.String()
	default:
		return "failed"
	}
}

// Unwrap says that the host, not the app, failed.
func (e *Error[E]) Unwrap() error { return ErrFailed }

// ErrorValue finds the value in an error that an export returns; ok is false for an error of another type.
func ErrorValue[E any](err error) (value E, ok bool) {
	var same E
	switch p := any(&same).(type) {
	case *None:
		return same, true
	case *string:
		*p = err.Error()
		return same, true
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if v, is := e.(*Error[E]); is {
			return v.Value, true
		}
		if v, is := e.(E); is {
			return v, true
		}
	}
	return same, false
}

// Status is the error that a status means; 0 is none.
func Status[E interface {
	~uint8 | ~uint16 | ~uint32
	error
}](core int32) error {
	if core == 0 {
		return nil
	}
	return E(core - 1)
}

// Entry is a pair of a map.
type Entry[K, V any] struct {
	Key   K
	Value V
}

// Entries are the pairs of a map by their keys, so that a module does the same each time.
func Entries[K cmp.Ordered, V any](m map[K]V) []Entry[K, V] {
	entries := make([]Entry[K, V], 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		entries = append(entries, Entry[K, V]{key, m[key]})
	}
	return entries
}

// BoolEntries are the pairs of a map of at most two.
func BoolEntries[K ~bool, V any](m map[K]V) []Entry[K, V] {
	entries := make([]Entry[K, V], 0, len(m))
	for _, key := range []K{false, true} {
		if v, ok := m[key]; ok {
			entries = append(entries, Entry[K, V]{key, v})
		}
	}
	return entries
}

package wit

import (
	"cmp"
	"errors"
	"iter"
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

// Tuple2 is a tuple of 2.
type Tuple2[T0, T1 any] struct {
	F0 T0
	F1 T1
}

// Map is a WIT map: keys and values in the order in which they were sent.
type Map[K comparable, V any] []Tuple2[K, V]

// MapOf is a Go map as a WIT map, by its keys.
func MapOf[K cmp.Ordered, V any](m map[K]V) Map[K, V] {
	all := make(Map[K, V], 0, len(m))
	for _, key := range slices.Sorted(maps.Keys(m)) {
		all = append(all, Tuple2[K, V]{key, m[key]})
	}
	return all
}

// All are the keys with their values, for range.
func (m Map[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for _, entry := range m {
			if !yield(entry.F0, entry.F1) {
				return
			}
		}
	}
}

// Get is the value of a key; ok is false when there is none.
func (m Map[K, V]) Get(key K) (value V, ok bool) {
	for _, entry := range m {
		if entry.F0 == key {
			return entry.F1, true
		}
	}
	return value, false
}

// MeansFileError says whether a case of an error means the same as an error of io/fs, by its text: the package that
// has those five variables would make a module 250 KB larger.
func MeansFileError(name string, target error) bool {
	switch name {
	case "denied":
		return target.Error() == "permission denied"
	case "not-found":
		return target.Error() == "file does not exist"
	case "exists":
		return target.Error() == "file already exists"
	case "invalid-argument":
		return target.Error() == "invalid argument"
	case "closed":
		return target.Error() == "file already closed"
	default:
		return false
	}
}

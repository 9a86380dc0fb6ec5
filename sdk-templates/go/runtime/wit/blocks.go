package wit

import (
	"runtime"
	"unsafe"
)

// Blocks that the host asked for and that no value has taken over yet. The collector does not see the host's
// pointers, so that this map is what keeps them.
var lent = map[unsafe.Pointer][]uint64{}

// The host is in the middle of a call of the app.
var calling bool

// Enter comes before every call of the host, and Leave after it. While the host waits for a block, Go may let another
// goroutine go on, which must not call the host before it is done with the first call.
func Enter() {
	for calling {
		runtime.Gosched()
	}
	calling = true
}

// Leave lets the next call begin.
func Leave() { calling = false }

//go:wasmexport cabi_realloc
func exportRealloc(old, oldSize, align, newSize int32) int32 {
	if newSize == 0 {
		return align
	}
	block := make([]uint64, (uint64(uint32(newSize))+7)/8)
	p := unsafe.Pointer(unsafe.SliceData(block))
	if before, ok := lent[Address(old)]; ok && oldSize != 0 {
		copy(block, before)
		delete(lent, Address(old))
	}
	lent[p] = block
	return Core(p)
}

// take ends the loan of a block, whose bytes belong to a Go value from now on.
func take(p unsafe.Pointer) bool {
	_, ok := lent[p]
	delete(lent, p)
	return ok
}

// Free ends the loan of a block whose elements were converted.
func Free(p unsafe.Pointer) { delete(lent, p) }

// TakeString is the text in a block of the host's, without a copy.
func TakeString(core, length int32) string {
	if length == 0 {
		return ""
	}
	p := Address(core)
	s := unsafe.String((*byte)(p), uint32(length))
	if take(p) {
		return s
	}
	return string([]byte(s))
}

// TakeSlice are the elements in a block of the host's, without a copy.
func TakeSlice[T any](core, length int32) []T {
	if length == 0 {
		return nil
	}
	p := Address(core)
	s := unsafe.Slice((*T)(p), uint32(length))
	if take(p) {
		return s
	}
	return append([]T(nil), s...)
}

// Pins keep what the host reads where it is while a call lasts: an address in memory is no reference for the
// collector.
type Pins struct {
	first [4]unsafe.Pointer
	used  int
	more  []unsafe.Pointer
}

func (p *Pins) pin(at unsafe.Pointer) unsafe.Pointer {
	escape(at)
	if p.used < len(p.first) {
		p.first[p.used] = at
		p.used++
	} else {
		p.more = append(p.more, at)
	}
	return at
}

// Alloc makes a block for elements that have to be converted.
func (p *Pins) Alloc(size int) unsafe.Pointer { return p.pin(Area(max(size, 1))) }

// String pins a text.
func (p *Pins) String(s string) (unsafe.Pointer, int) {
	if s == "" {
		return nil, 0
	}
	return p.pin(unsafe.Pointer(unsafe.StringData(s))), len(s)
}

// PinSlice pins a list whose elements the host reads as they are.
func PinSlice[T any](p *Pins, s []T) (unsafe.Pointer, int) {
	if len(s) == 0 {
		return Align[T](), 0
	}
	return p.pin(unsafe.Pointer(unsafe.SliceData(s))), len(s)
}

// Align is an address that fits every element of a type: the one of an empty list.
func Align[T any]() unsafe.Pointer {
	var none T
	return Address(int32(unsafe.Alignof(none)))
}

// Results are the pins on what exports returned; the host says when it has read it.
var Results Pins

// Release gives up what the last export returned.
func Release() { Results = Pins{} }

package wit

import (
	"math"
	"unsafe"
)

// Address is the place in this module's memory that a core value means.
func Address(core int32) unsafe.Pointer { return unsafe.Add(nil, uint32(core)) }

// Core is the core value that means an address.
func Core(p unsafe.Pointer) int32 { return int32(uint32(uintptr(p))) }

// Area is scratch memory for the results or the parameters of a call.
func Area(size int) unsafe.Pointer {
	return escape(unsafe.Pointer(unsafe.SliceData(make([]uint64, (size+7)/8))))
}

var (
	never bool
	sink  unsafe.Pointer
)

// escape makes the compiler put what p points to on the heap. A stack can move while the host is called, because the
// host calls cabi_realloc, and that may collect; the heap does not move.
func escape(p unsafe.Pointer) unsafe.Pointer {
	if never {
		sink = p
	}
	return p
}

// LoadU8 reads a byte.
func LoadU8(p unsafe.Pointer, offset int) int32 { return int32(*(*uint8)(unsafe.Add(p, offset))) }

// LoadS8 reads a signed byte.
func LoadS8(p unsafe.Pointer, offset int) int32 { return int32(*(*int8)(unsafe.Add(p, offset))) }

// LoadU16 reads two bytes.
func LoadU16(p unsafe.Pointer, offset int) int32 { return int32(*(*uint16)(unsafe.Add(p, offset))) }

// LoadS16 reads two bytes with a sign.
func LoadS16(p unsafe.Pointer, offset int) int32 { return int32(*(*int16)(unsafe.Add(p, offset))) }

// LoadU32 reads four bytes.
func LoadU32(p unsafe.Pointer, offset int) int32 { return *(*int32)(unsafe.Add(p, offset)) }

// LoadU64 reads eight bytes.
func LoadU64(p unsafe.Pointer, offset int) int64 { return *(*int64)(unsafe.Add(p, offset)) }

// LoadF32 reads a number of four bytes.
func LoadF32(p unsafe.Pointer, offset int) float32 { return *(*float32)(unsafe.Add(p, offset)) }

// LoadF64 reads a number of eight bytes.
func LoadF64(p unsafe.Pointer, offset int) float64 { return *(*float64)(unsafe.Add(p, offset)) }

// StoreU8 writes the lowest byte.
func StoreU8(p unsafe.Pointer, offset int, v int32) { *(*uint8)(unsafe.Add(p, offset)) = uint8(v) }

// StoreU16 writes the lowest two bytes.
func StoreU16(p unsafe.Pointer, offset int, v int32) { *(*uint16)(unsafe.Add(p, offset)) = uint16(v) }

// StoreU32 writes four bytes.
func StoreU32(p unsafe.Pointer, offset int, v int32) { *(*int32)(unsafe.Add(p, offset)) = v }

// StoreU64 writes eight bytes.
func StoreU64(p unsafe.Pointer, offset int, v int64) { *(*int64)(unsafe.Add(p, offset)) = v }

// StoreF32 writes a number of four bytes.
func StoreF32(p unsafe.Pointer, offset int, v float32) { *(*float32)(unsafe.Add(p, offset)) = v }

// StoreF64 writes a number of eight bytes.
func StoreF64(p unsafe.Pointer, offset int, v float64) { *(*float64)(unsafe.Add(p, offset)) = v }

// Bool is 1 for true.
func Bool(v bool) int32 {
	if v {
		return 1
	}
	return 0
}

// F32Bits are the bits of a number.
func F32Bits(v float32) int32 { return int32(math.Float32bits(v)) }

// F32FromBits is the number that has these bits.
func F32FromBits(v int32) float32 { return math.Float32frombits(uint32(v)) }

// F64Bits are the bits of a number.
func F64Bits(v float64) int64 { return int64(math.Float64bits(v)) }

// F64FromBits is the number that has these bits.
func F64FromBits(v int64) float64 { return math.Float64frombits(uint64(v)) }

// Extend puts 32 bits into 64, with zeros above them.
func Extend(v int32) int64 { return int64(uint32(v)) }

package wit

// Handle is the number that stands for something of the host's. The types that embed it close it.
type Handle struct {
	core int32
	gone bool
}

// NewHandle is for generated code.
func NewHandle(core int32) Handle { return Handle{core: core} }

// Raw is the number, while the handle is open.
func (h *Handle) Raw() int32 {
	if h.gone {
		panic("use of a closed handle")
	}
	return h.core
}

// Take is the number, which belongs to somebody else from now on.
func (h *Handle) Take() int32 {
	core := h.Raw()
	h.gone = true
	return core
}

// Drop calls drop with the number, unless it is gone already.
func (h *Handle) Drop(drop func(int32)) {
	if !h.gone {
		core := h.Take()
		Enter()
		drop(core)
		Leave()
	}
}

// Handles inside of the arguments of the call that is running, lent by the host until it ends.
var lentHandles []interface{ Close() error }

// Lent is for generated code.
func Lent[T interface{ Close() error }](handle T) T {
	lentHandles = append(lentHandles, handle)
	return handle
}

// EndLent closes what the app did not close itself.
func EndLent() {
	all := lentHandles
	lentHandles = nil
	for _, handle := range all {
		_ = handle.Close()
	}
}

// Table holds the objects of the app that the host has handles of.
type Table[T any] struct {
	newHandle func(int32) int32
	rep       func(int32) int32
	drop      func(int32)
	objects   map[int32]entry[T]
	last      int32
}

type entry[T any] struct {
	object T
	// The app has it back, so that the end of the handle is not the end of the object.
	returned bool
}

// NewTable makes a table over the three functions of the host for a resource.
func NewTable[T any](newHandle, rep func(int32) int32, drop func(int32)) *Table[T] {
	return &Table[T]{newHandle: newHandle, rep: rep, drop: drop, objects: map[int32]entry[T]{}}
}

// Lower makes a handle of an object, for the host to own.
func (t *Table[T]) Lower(object T) int32 {
	t.last++
	rep := t.last
	t.objects[rep] = entry[T]{object: object}
	Enter()
	defer Leave()
	return t.newHandle(rep)
}

// Borrow is the object that a call of the host is about.
func (t *Table[T]) Borrow(rep int32) T { return t.objects[rep].object }

// Own is the object behind a handle that the host gives to the app. The handle ends; the object does not.
func (t *Table[T]) Own(handle int32) T {
	Enter()
	defer Leave()
	rep := t.rep(handle)
	object := t.objects[rep].object
	t.objects[rep] = entry[T]{object: object, returned: true}
	t.drop(handle)
	return object
}

// Destroy forgets an object of which the host has no handle any more, and closes it if it can be closed.
func (t *Table[T]) Destroy(rep int32) {
	e := t.objects[rep]
	delete(t.objects, rep)
	if closer, ok := any(e.object).(interface{ Close() error }); ok && !e.returned {
		_ = closer.Close()
	}
}

/**
 * Memory at the boundary. What goes out is copied into an arena that every call leaves empty; what comes in lies in
 * array buffers that `cabi_realloc` pinned, and belongs to the lifted values once the pins are gone.
 */
import "./cabi";

// The arena's first block is static, so that small apps never touch the heap; later ones are chained from its end.
const firstSize: usize = 256;
const first: usize = memory.data(256, 16);
const header: usize = 16;

let top: usize = first;
let end: usize = first + firstSize;
/** The latest block beyond the first; its first word is the one before. */
let chunk: usize = 0;

/** Bytes for lowered values, until the next `reset`. */
export function allocate(size: usize, align: usize): usize {
  const at = (top + align - 1) & ~(align - 1);
  if (at > end || size > end - at) return grow(size);
  top = at + size;
  return at;
}

function grow(size: usize): usize {
  const room = max<usize>(size, 1024);
  const block = heap.alloc(header + room);
  store<usize>(block, chunk);
  chunk = block;
  const at = block + header;
  top = at + size;
  end = at + room;
  return at;
}

/** Gives back everything that was lowered. */
export function reset(): void {
  while (chunk != 0) {
    const next = load<usize>(chunk);
    heap.free(chunk);
    chunk = next;
  }
  top = first;
  end = first + firstSize;
}

/** The number of the runtime of that name. */
const minimal = 1;

const slotCount: i32 = 16;
const firstSlots: usize = memory.data(64, 4);
let slots: usize = firstSlots;
let capacity: i32 = slotCount;
let count: i32 = 0;

/** A pinned block that the host fills; pinned because only the host knows its address for now. */
export function receive(size: usize): usize {
  const block = __pin(__new(size, idof<ArrayBuffer>()));
  if (count == capacity) {
    const bytes = <usize>capacity * sizeof<usize>();
    const more = heap.alloc(bytes * 2);
    memory.copy(more, slots, bytes);
    if (slots != firstSlots) heap.free(slots);
    slots = more;
    capacity <<= 1;
  }
  store<usize>(slots + <usize>count * sizeof<usize>(), block);
  count++;
  return block;
}

/** Everything the host passed is lifted: from here on the collector decides what stays. */
export function settle(): void {
  for (let i = 0; i < count; i++) __unpin(load<usize>(slots + <usize>i * sizeof<usize>()));
  count = 0;
}

/** The end of an export: nothing of the call is on the stack any more. */
export function release(): void {
  reset();
  // This runtime never collects by itself, and may do so only while the stack holds no reference.
  if (ASC_RUNTIME == minimal) __collect();
}

/** Strings and lists of numbers at the boundary. */
import { allocate } from "./memory";

/** UTF-8 in the arena; an unpaired surrogate becomes U+FFFD, because the host accepts no other text. */
export function lowerString(text: string, length: i32): usize {
  const at = allocate(length, 1);
  String.UTF8.encodeUnsafe(
    changetype<usize>(text),
    text.length,
    at,
    false,
    String.UTF8.ErrorMode.REPLACE,
  );
  return at;
}

export function liftString(at: usize, length: i32): string {
  return length == 0 ? "" : String.UTF8.decodeUnsafe(at, length);
}

/** A copy in the arena, for values that may be collected before the host has read them. */
export function lowerView<T extends ArrayBufferView>(view: T): usize {
  const at = allocate(view.byteLength, 8);
  memory.copy(at, view.dataStart, view.byteLength);
  return at;
}

/** A view of the block that the host filled: no copy. */
export function liftView<T extends ArrayBufferView>(at: usize, length: i32): T {
  // Held as a reference, so that the collector sees it while the view is made.
  const buffer: ArrayBuffer = length == 0 ? new ArrayBuffer(0) : changetype<ArrayBuffer>(at);
  const size = length * <i32>sizeof<valueof<T>>();
  const view = __new(offsetof<T>(), idof<T>());
  store<usize>(view, changetype<usize>(buffer), offsetof<T>("buffer"));
  __link(view, changetype<usize>(buffer), false);
  store<usize>(view, changetype<usize>(buffer), offsetof<T>("dataStart"));
  store<i32>(view, size, offsetof<T>("byteLength"));
  return changetype<T>(view);
}

/** What every module exports beside its functions. The transform exports functions under the name in `@canonical`. */
import { receive } from "./memory";

// @ts-ignore: decorator
@canonical("cabi_realloc")
function cabi_realloc(old: usize, oldSize: usize, align: usize, size: usize): usize {
  if (size == 0) return align;
  if (oldSize >= size) return old;
  const block = receive(size);
  memory.copy(block, old, oldSize);
  return block;
}

export { cabi_realloc };

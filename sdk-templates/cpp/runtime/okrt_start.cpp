/*
 * The constructors of the app's global objects run here, once. Without this function the linker would run them at
 * every call of the host.
 */
#include "okrt.h"

#ifdef __wasm__
extern "C" void __wasm_call_ctors();

OKRT_EXPORT("_initialize")
void okrt_initialize() {
  __wasm_call_ctors();
}
#endif

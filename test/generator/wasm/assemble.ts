/** Text to module, by wabt. */
import wabtInit from "wabt";

const wabt = await wabtInit();

export function assemble(text: string): Uint8Array {
  const module = wabt.parseWat("test.wat", text, { bulk_memory: true, reference_types: true, sign_extension: true });
  try {
    return module.toBinary({ write_debug_names: true }).buffer;
  } finally {
    module.destroy();
  }
}

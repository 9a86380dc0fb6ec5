/** The core modules inside of a component, exchanged for others with the same imports and exports. */
import { ByteReader, concatBytes, encodeUnsigned, WasmFormatError } from "./bytes.js";
import { binaryKind } from "./sections.js";

const headerLength = 8;
const coreModuleSection = 1;

/** `change` answers the module that takes the place of one, or nothing when it stays. */
export function changeCoreModules(
  component: Uint8Array,
  change: (module: Uint8Array) => Uint8Array | undefined,
): Uint8Array {
  if (binaryKind(component) !== "component") throw new WasmFormatError("this is not a component", 0);
  const reader = new ByteReader(component, headerLength);
  const parts: (Uint8Array | readonly number[])[] = [component.subarray(0, headerLength)];
  while (!reader.done) {
    const id = reader.byte();
    const content = reader.slice(reader.u32());
    const changed = id === coreModuleSection ? (change(content) ?? content) : content;
    parts.push([id, ...encodeUnsigned(changed.length)], changed);
  }
  return concatBytes(parts);
}

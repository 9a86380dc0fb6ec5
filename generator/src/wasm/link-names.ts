/** The names of functions, for stack traces of the linked module. */
import { ByteReader, concatBytes, encodeName, encodeUnsigned, encodeVector, WasmFormatError } from "./bytes.js";
import type { Entity, LinkPart } from "./link-part.js";
import type { Linkage } from "./link-resolve.js";

/** Content of a section `name` for these functions; empty when none has a name. */
export function functionNames(link: Linkage, functions: readonly Entity[]): Uint8Array {
  const names = new Map<Entity, string>();
  for (const part of link.parts) {
    for (const [index, name] of readFunctionNames(part)) {
      const entity = part.entities.func[index];
      const target = entity === undefined ? undefined : link.target(entity);
      // A definition knows its name better than those who import it; the part that defines it wins.
      if (target !== undefined && (entity === target || !names.has(target))) names.set(target, name);
    }
  }
  const entries = functions.flatMap((entity, index) => {
    const name = names.get(entity);
    return name === undefined ? [] : [concatBytes([encodeUnsigned(index), encodeName(name)])];
  });
  if (entries.length === 0) return new Uint8Array();
  const map = encodeVector(entries);
  return concatBytes([[functionSubsection], encodeUnsigned(map.length), map]);
}

const functionSubsection = 1;

/** A custom section that cannot be read is none; engines treat it so too. */
function readFunctionNames(part: LinkPart): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const section = part.customs.find(({ name }) => name === "name");
  if (section === undefined) return names;
  const reader = new ByteReader(part.bytes, section.content.start, section.content.end);
  try {
    while (!reader.done) {
      const id = reader.byte();
      const end = reader.u32() + reader.offset;
      if (id === functionSubsection)
        for (let left = reader.count(); left > 0; left -= 1) names.set(reader.u32(), reader.name());
      else reader.slice(end - reader.offset);
    }
  } catch (error) {
    if (!(error instanceof WasmFormatError)) throw error;
  }
  return names;
}

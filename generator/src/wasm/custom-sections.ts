/** Adding and removing custom sections of a core module. */
import { ByteReader, concatBytes, encodeUnsigned } from "./bytes.js";
import { joinSections, type Section, sectionIds, splitSections } from "./sections.js";

const encoder = new TextEncoder();

/** The module with a custom section `name` of this content at its end, in place of any it had under that name. */
export function setCustomSection(bytes: Uint8Array, name: string, content: Uint8Array): Uint8Array {
  const encoded = encoder.encode(name);
  const section: Section = {
    id: sectionIds.custom,
    start: 0,
    content: concatBytes([encodeUnsigned(encoded.length), encoded, content]),
  };
  return joinSections([...splitSections(removeCustomSections(bytes, (other) => other === name)), section]);
}

/** The module without the custom sections that `matches` names. */
export function removeCustomSections(bytes: Uint8Array, matches: (name: string) => boolean): Uint8Array {
  return joinSections(
    splitSections(bytes).filter(
      (section) => section.id !== sectionIds.custom || !matches(new ByteReader(section.content).name()),
    ),
  );
}

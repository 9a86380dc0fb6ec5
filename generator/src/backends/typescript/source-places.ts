/** Where each place of a bundle stands in the sources: its source map, as the engine wants it when it compiles. */

export interface SourcePlaces {
  /** The bundle's own name, then those of the sources. */
  readonly files: readonly string[];
  /** Five numbers for each place: line and column in the bundle, number of the file, line and column in it. */
  readonly places: Uint32Array;
}

/** Names are made by `nameOf` from the paths in the map. Lines and columns count from 1; columns of the bundle are bytes. */
export function sourcePlaces(
  bundle: { readonly name: string; readonly script: string; readonly map: string },
  nameOf: (path: string) => string,
): SourcePlaces {
  const { sources, mappings } = readMap(bundle.map);
  const files = [bundle.name, ...sources.map(nameOf)];
  const lines = bundle.script.split("\n");
  const places: number[] = [];
  // All but the bundle's column go on from line to line.
  let [source, line, column] = [0, 0, 0];
  for (const [index, text] of mappings.split(";").entries()) {
    const bytes = byteColumns(lines[index] ?? "");
    let at = 0;
    for (const segment of text.split(",")) {
      const [step = 0, toSource, toLine = 0, toColumn = 0] = numbersOf(segment);
      at += step;
      if (toSource === undefined) continue;
      source += toSource;
      line += toLine;
      column += toColumn;
      places.push(index + 1, bytes(at) + 1, source + 1, line + 1, column + 1);
    }
  }
  return { files, places: Uint32Array.from(places) };
}

/** Columns of a map count units of UTF-16, those of the engine bytes. */
function byteColumns(line: string): (column: number) => number {
  const hasOneByteEach = /^[\0-\x7f]*$/.test(line);
  return (column) => (hasOneByteEach ? column : Buffer.byteLength(line.slice(0, column)));
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** Base 64 with a bit that says that more follows; the lowest bit of a number is its sign. */
function numbersOf(segment: string): readonly number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (const letter of segment) {
    const digit = digits.indexOf(letter);
    if (digit < 0) throw new Error(`'${letter}' is no digit of a source map`);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 0 ? value >>> 1 : -(value >>> 1));
    [value, shift] = [0, 0];
  }
  return numbers;
}

function readMap(text: string): { readonly sources: readonly string[]; readonly mappings: string } {
  const map: unknown = JSON.parse(text);
  if (typeof map === "object" && map !== null && "sources" in map && "mappings" in map) {
    const { sources, mappings } = map;
    if (Array.isArray(sources) && typeof mappings === "string") return { sources: sources.map(String), mappings };
  }
  throw new Error("the bundle's map is no source map");
}

/** Source files and the places in them that diagnostics point at. */

/** One WIT source text; `path` is as the user gave it (relative stays relative). */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** A half-open range of UTF-16 offsets in one source file. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

/** A set of generated files, by path relative to the output folder; nothing here touches the disk. */

export interface GeneratedFile {
  /** With `/`, relative, never leaving the output folder. */
  readonly path: string;
  readonly text: string;
  /** Files meant to be edited (stubs, project files) are written once and never overwritten. */
  readonly once?: boolean;
}

export type FileSet = readonly GeneratedFile[];

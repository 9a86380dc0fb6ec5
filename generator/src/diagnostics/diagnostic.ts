/** A user's mistake as data: a code of the catalogue, a place, a message and the next step. */
import type { Span } from "../wit/span.js";

export type Severity = "error" | "warning";

export interface Diagnostic {
  readonly code: string;
  readonly severity: Severity;
  /** What is wrong; ends without a full stop. */
  readonly message: string;
  /** What to do next. */
  readonly hint?: string;
  readonly span?: Span;
  /** Further places: "first declared here". */
  readonly notes?: readonly { readonly message: string; readonly span?: Span }[];
}

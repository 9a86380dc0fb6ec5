/** Collects diagnostics; one place is reported once, by whoever comes first. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { meaning } from "./diagnostics.js";

/** Nobody reads more. */
const most = 100;

export interface Reporter {
  readonly diagnostics: readonly Diagnostic[];
  readonly report: (d: Diagnostic) => void;
  readonly hasErrors: () => boolean;
}

export function createReporter(): Reporter {
  const diagnostics: Diagnostic[] = [];
  const seen = new Set<string>();
  let errors = 0;
  const report = (d: Diagnostic): void => {
    if (d.span !== undefined) {
      const key = `${d.span.start}:${d.span.file.path}`;
      if (seen.has(key)) return;
      seen.add(key);
    }
    if (d.severity === "error") errors += 1;
    if (diagnostics.length < most) diagnostics.push(d);
    else if (diagnostics.length === most) diagnostics.push(meaning("wit/too-many", undefined, { limit: most }));
  };
  return { diagnostics, report, hasErrors: () => errors > 0 };
}

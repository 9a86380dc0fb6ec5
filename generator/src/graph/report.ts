/** Collects diagnostics; one place is reported once, by whoever comes first. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";

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
    diagnostics.push(d);
  };
  return { diagnostics, report, hasErrors: () => errors > 0 };
}

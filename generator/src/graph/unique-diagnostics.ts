/** One mistake, one diagnostic, however often its item stands in the graph. */
import type { Diagnostic } from "../diagnostics/index.js";

/** Without those that say the same of the same place: a world that includes another has its functions twice. */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ code, message, span }) => {
    const key = JSON.stringify([code, message, span?.file.path, span?.start, span?.end]);
    return !seen.has(key) && seen.add(key);
  });
}

/** A catalogue of diagnostics: each area declares its codes once, and gets a typed function that makes them. */
import type { Span } from "../wit/span.js";
import type { Diagnostic, Severity } from "./diagnostic.js";

// Method syntax on purpose: its parameters are compared bivariantly, so a template may name the parameters it wants.
export interface Template {
  readonly severity?: Severity;
  message(params: unknown): string;
  hint?(params: unknown): string | undefined;
}

export interface Area<Table extends Record<string, Template>> {
  /** Makes a diagnostic; the parameters are those of the code's own `message`. */
  <Code extends keyof Table & string>(
    code: Code,
    span: Span | undefined,
    ...params: Parameters<Table[Code]["message"]>
  ): Diagnostic;
  /** The declarations, for documentation and tests. */
  readonly table: Table;
}

/**
 * Declares the codes of one area.
 *
 * @example
 * const gpio = defineDiagnostics({
 *   "gpio/unknown-line": {
 *     message: (p: { name: string }) => `there is no line '${p.name}'`,
 *     hint: (p: { name: string }) => `add '${p.name}' to grants.json`,
 *   },
 * });
 * report(gpio("gpio/unknown-line", span, { name: "led" }));
 */
export function defineDiagnostics<const Table extends Record<string, Template>>(table: Table): Area<Table> {
  const make = (code: string, span: Span | undefined, ...params: readonly unknown[]): Diagnostic => {
    const template: Template | undefined = table[code];
    if (template === undefined) throw new Error(`diagnostic '${code}' is not declared`);
    const hint = template.hint?.(params[0]);
    return {
      code,
      severity: template.severity ?? "error",
      message: template.message(params[0]),
      ...(hint === undefined ? {} : { hint }),
      ...(span === undefined ? {} : { span }),
    };
  };
  return Object.assign(make, { table });
}

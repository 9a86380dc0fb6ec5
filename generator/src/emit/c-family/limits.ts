/** Where C and C++ end: an arena that is too small for an answer, and types that are nothing. */
import type { FuncPlan, Plan, TypePlan } from "../../abi/plan-model.js";
import { type Diagnostic, defineDiagnostics } from "../../diagnostics/index.js";
import { resolvedType } from "./echo.js";

const diagnostics = defineDiagnostics({
  "c/arena-bytes": {
    message: (p: { given: string }) => `--arena-bytes is '${p.given}', which is no size`,
    hint: () => "give a number of bytes from 16 to 1073741824",
  },
  "c/arena-too-small": {
    message: (p: { given: number; name: string; needs: number }) =>
      `an arena of ${p.given} bytes is too small for '${p.name}', whose answer takes up to ${p.needs}`,
    hint: (p: { needs: number }) => `write --arena-bytes=${Math.ceil(p.needs / 8) * 8} or more`,
  },
  "c/empty-type": {
    message: (p: { what: string }) => `${p.what} has no member, and C and C++ have no type of no bytes`,
    hint: () => "give it a member, or leave it out",
  },
});

type Options = ReadonlyMap<string, string | boolean>;

export const memoryOptions = [
  {
    name: "realloc",
    kind: "string",
    values: ["none", "arena", "libc"],
    default: "arena",
    help: "memory for strings and lists from the host",
  },
  { name: "arena-bytes", kind: "string", default: "4096", help: "size of the arena" },
] as const;

export const checkLimits = (plan: Plan, options: Options): readonly Diagnostic[] => [
  ...checkArena(plan, options),
  ...plan.types.filter(isEmpty).map((type) => {
    const what = type.name === undefined ? "this type" : `'${type.name}'`;
    return diagnostics("c/empty-type", type.span, { what });
  }),
];

const isEmpty = ({ kind }: TypePlan): boolean =>
  (kind.k === "record" && kind.fields.length === 0) || (kind.k === "array" && kind.length === 0);

/** `@bounds` is the lower limit of the arena, where it is a number. */
function checkArena(plan: Plan, options: Options): readonly Diagnostic[] {
  if (options.get("realloc") !== "arena") return [];
  const given = String(options.get("arena-bytes"));
  const bytes = /^\d{1,10}$/.test(given) ? Number(given) : 0;
  if (bytes < 16 || bytes > 1 << 30) return [diagnostics("c/arena-bytes", undefined, { given })];
  return plan.groups
    .flatMap((g) => g.functions)
    .flatMap((fn) => {
      const products = (fn.directives?.bounds?.terms ?? []).map((term) =>
        term.reduce<number>((product, factor) => (typeof factor === "number" ? product * factor : 0), 1),
      );
      const needs = products.reduce((a, b) => a + b, 0);
      return needs > bytes ? [diagnostics("c/arena-too-small", fn.span, { given: bytes, name: fn.name, needs })] : [];
    });
}

/** How large the answer may be, in C; nothing where that depends on what an earlier call fixed. */
export function answerBound(fn: FuncPlan, plan: Plan, wide: (param: number) => string): string | undefined {
  const terms = fn.directives?.bounds?.terms.map((term) =>
    term.map((factor) => {
      if (typeof factor === "number") return `${factor}u`;
      const path = "func" in factor ? undefined : factor;
      if (path?.root !== "param" || path.names.length !== 1) return undefined;
      const index = fn.params.findIndex((p) => p.name === path.names[0]);
      const type = resolvedType(fn.params[index]?.type, plan);
      return type?.kind.k === "scalar" ? wide(index) : undefined;
    }),
  );
  if (terms === undefined || terms.some((t) => t.includes(undefined))) return undefined;
  return terms.map((t) => t.join(" * ")).join(" + ");
}

/** Functions around their printed bodies, and the core functions that they call. */
import type { CoreType } from "../../abi/ir.js";
import type { CoreSignature, FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, lines } from "../../emit/code.js";
import { breakable, brokenLate } from "../../emit/line-breaks.js";
import type { LocalId } from "../../ids.js";
import { funcDocs } from "./docs.js";
import { camel } from "./names.js";
import { lendsBlocks, returnType } from "./outcome.js";
import { runtime, runtimeType } from "./places.js";
import { mayBeAbsent, presentType } from "./types.js";
import { isUnused } from "./unused.js";

const letters = { i32: "i", i64: "I", f32: "f", f64: "F" } as const satisfies Record<CoreType, string>;

/** `"iI:f"`, as the engine reads it. */
const letterSignature = (params: readonly CoreType[], results: readonly CoreType[]): string =>
  JSON.stringify(`${params.map((p) => letters[p]).join("")}:${results.map((r) => letters[r]).join("")}`);

/** `core$output$write`. No name of WIT has a `$`. */
export function coreName(fn: FuncPlan, cx: Context): string {
  const owner = fn.resource === undefined ? [] : [camel(cx.resource(fn.resource).name)];
  return ["core", ...owner, fn.kind === "constructor" ? "$new" : camel(fn.item)].join("$");
}

type Intrinsic = "dispose" | "drop" | "make" | "rep";
export const intrinsicName = (resource: ResourcePlan, what: Intrinsic): string =>
  `core$${camel(resource.name)}$$${what}`;

function coreImport(name: string, module: string, field: string, signature: string): Fragment {
  return breakable(
    `const ${name} = /* @__PURE__ */ __ocre.import(`,
    [JSON.stringify(module), JSON.stringify(field), signature],
    ");",
  );
}

/** The core functions of a group, each dropped from the bundle when nobody calls it. */
export function coreImports(group: Group, cx: Context): Fragment {
  const functions =
    group.direction === "export"
      ? []
      : group.functions.map((fn) =>
          coreImport(coreName(fn, cx), fn.core.module, fn.core.field, signatureOf(fn.signature)),
        );
  const intrinsics = group.resources.flatMap((id) => {
    const resource = cx.resource(id);
    const { drop, intrinsics: own } = resource;
    const dropped = coreImport(intrinsicName(resource, "drop"), drop.module, drop.field, '"i:"');
    if (own === undefined) return [dropped];
    return [
      coreImport(intrinsicName(resource, "make"), own.make.module, own.make.field, '"i:i"'),
      coreImport(intrinsicName(resource, "rep"), own.rep.module, own.rep.field, '"i:i"'),
      dropped,
    ];
  });
  const all = [...functions, ...intrinsics];
  if (all.length === 0 && group.functions.length === 0) return empty;
  return lines([code`declare const __ocre: ${runtimeType("engine", "Engine")};`, ...all]);
}

export const signatureOf = ({ params, results }: CoreSignature): string => letterSignature(params, results);

/** Parameters with their types; those that may be absent at the end may be left out. */
export function parameters(fn: FuncPlan, cx: Context, body?: FuncContext): readonly Fragment[] {
  const self = fn.kind === "method" ? 1 : 0;
  return fn.params.flatMap((p, i) => {
    if (i < self) return [];
    const optional = fn.params.slice(i).every((later) => mayBeAbsent(later.type, cx));
    const given = optional ? presentType(p.type, cx) : cx.typeRef(p.type);
    const input = fn.inputs[i];
    const unused = body !== undefined && input !== undefined && isUnused(input, body);
    return [code`${unused ? "_" : ""}${cx.names.param(fn, i)}${optional ? "?" : ""}: ${given}`];
  });
}

/** `name(a: T, b: U): R` */
export const signature = (fn: FuncPlan, cx: Context, body?: FuncContext): Fragment =>
  breakable(`${cx.names.func(fn)}(`, parameters(fn, cx, body), code`): ${brokenLate(returnType(fn, cx))}`);

export function func(fn: FuncPlan, cx: FuncContext): Fragment {
  return fn.role === "guest-import" ? imported(fn, cx) : exported(fn, cx);
}

/** A function of the host. */
function imported(fn: FuncPlan, cx: FuncContext): Fragment {
  const frame = lendsBlocks(fn) ? code`const frame = ${runtime("memory", "enter")}();` : "";
  const head =
    fn.kind === "constructor"
      ? code`${breakable("constructor(", parameters(fn, cx, cx), ")")} {`
      : code`${fn.kind === "free" ? "export function " : fn.kind === "static" ? "static " : ""}${signature(fn, cx, cx)} {`;
  return code`
    ${funcDocs(fn)}
    ${head}
      ${fn.kind === "constructor" ? "super();" : ""}
      ${frame}
      ${cx.body(fn.body)}
    }`;
}

/** The core export: lifts, calls the app, lowers. */
function exported(fn: FuncPlan, cx: FuncContext): Fragment {
  const params = fn.inputs.map((id) => code`${cx.local(id)}: ${coreType(id, cx)}`);
  const result = fn.signature.results[0];
  const type = result === undefined ? "void" : result === "i64" ? "bigint" : "number";
  return code`
    ${breakable(`const ${coreName(fn, cx)} = (`, params, `): ${type} => {`)}
      ${cx.body(fn.body)}
    };`;
}

function coreType(id: LocalId, cx: FuncContext): string {
  const type = cx.localType(id);
  return type.t === "core" && type.core === "i64" ? "bigint" : "number";
}

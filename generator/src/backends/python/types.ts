/** Types as hints, and values to begin with. */
import type { ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment, symbol } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { pascal } from "./names.js";
import { bindingName, bindings, sideOf } from "./places.js";

const scalars = {
  bool: "bool",
  u8: "int",
  s8: "int",
  u16: "int",
  s16: "int",
  u32: "int",
  s32: "int",
  u64: "int",
  s64: "int",
  f32: "float",
  f64: "float",
  char: "str",
} as const satisfies Record<ScalarName, string>;

const zeros = { bool: "False", int: "0", float: "0.0", str: '"\\0"' } as const;

/** A class of the bindings, behind its module: `ocre_gpio_lines.Level`. */
export function declared(type: Pick<TypePlan, "home">, name: string, cx: Context): Fragment {
  const { home } = type;
  if (home === undefined) return { text: name, imports: [] };
  if (home.module === "$root") return symbol({ from: bindings }, `${bindings}.${name}`);
  const module = bindingName(home, cx.plan);
  return symbol({ from: `${bindings}.${sideOf(home, cx.plan)}`, name: module }, `${module}.${name}`);
}

export function typeRef(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const typing = (name: string, inside: readonly Fragment[]): Fragment => code`${name}[${commas(inside)}]`;
  const part = (id: TypeId | undefined): Fragment => (id === undefined ? code`None` : cx.typeRef(id));
  switch (kind.k) {
    case "scalar":
      return code`${scalars[kind.scalar]}`;
    case "string":
      return code`str`;
    case "alias":
      return cx.typeRef(kind.of);
    case "list":
      return isBytes(kind.of, cx) ? code`bytes` : typing("list", [cx.typeRef(kind.of)]);
    case "array":
      return typing("list", [cx.typeRef(kind.of)]);
    case "record":
      if (kind.shape === "tuple" || type.name === undefined)
        return typing(
          "tuple",
          kind.fields.map((f) => cx.typeRef(f.type)),
        );
      return declared(type, cx.names.type(type.id), cx);
    case "handle": {
      const resource = cx.resource(kind.resource);
      return declared(resource, pascal(resource.name), cx);
    }
    case "variant": {
      if (kind.shape === "option") {
        const some = kind.cases[1]?.type;
        const inner = part(some);
        const nested = some !== undefined && isOption(some, cx);
        return nested ? code`calls.Some[${inner}] | None` : code`${inner} | None`;
      }
      if (kind.shape === "result") {
        const [ok, err] = kind.cases;
        return code`calls.Ok[${part(ok?.type)}] | calls.Err[${part(err?.type)}]`;
      }
      return declared(type, cx.names.type(type.id), cx);
    }
    case "flags":
      return declared(type, cx.names.type(type.id), cx);
  }
}

export function isOption(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "variant" && kind.shape === "option";
}

function isBytes(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  return kind.k === "scalar" && kind.scalar === "u8";
}

/** The value of a type whose bytes are all zero; nothing when it holds a handle, which cannot be made up. */
export function zero(id: TypeId, cx: Context): Fragment | undefined {
  const type = cx.resolved(id);
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return code`${zeros[scalars[kind.scalar]]}`;
    case "string":
      return code`""`;
    case "list":
      return code`${isBytes(kind.of, cx) ? 'b""' : "[]"}`;
    case "record": {
      const fields = kind.fields.map((f) => zero(f.type, cx));
      const all = fields.flatMap((f) => (f === undefined ? [] : [f]));
      if (all.length < fields.length) return undefined;
      if (kind.shape === "tuple" || type.name === undefined)
        return code`(${commas(all)}${all.length === 1 ? "," : ""})`;
      return code`${cx.typeRef(id)}(${commas(all)})`;
    }
    case "flags":
      return code`${cx.typeRef(type.id)}(0)`;
    case "variant": {
      if (kind.shape === "option") return code`None`;
      if (kind.shape === "enum") return code`${cx.typeRef(type.id)}(0)`;
      const first = kind.cases[0];
      const payload = first?.type === undefined ? code`` : zero(first.type, cx);
      if (payload === undefined) return undefined;
      if (kind.shape === "result") return code`calls.Ok(${first?.type === undefined ? "None" : payload})`;
      return code`${cx.typeRef(type.id)}_${pascal(first?.name ?? "")}(${payload})`;
    }
    case "alias":
      return zero(kind.of, cx);
    case "array":
    case "handle":
      return undefined;
  }
}

/** Types as hints, and values to begin with. */
import type { ResourcePlan, ScalarName, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment, symbol } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { isOption, isOwnClass, isScalar, ofModule, placed } from "./kinds.js";
import { builtin, callsModule, typesModule } from "./modules.js";
import { pascal } from "./names.js";
import { moduleOf, modulePath } from "./places.js";

/**
 * Where a type is named: in a module of the SDK, in any other file, in an echo, which has the bindings' objects as they are,
 * or in the reference, which has the names that an app imports.
 */
export type Where = { readonly module: string } | "file" | "echo" | "page";

const moduleAt = (where: Where): string | undefined => (typeof where === "string" ? undefined : where.module);

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

/** `calls.Ok`: of the SDK. */
export function ours(name: string, cx: Context): Fragment {
  const { alias, item } = callsModule(cx);
  return symbol(item, `${alias}.${name}`);
}

/** The class that an app uses: one of ours where the bindings' would hold other values. */
function classOf(type: TypePlan, cx: Context, where: Where): Fragment {
  const name = cx.names.type(type.id);
  if (where === "page") return code`${name}`;
  return isOwnClass(type, cx) ? placed(name, type, cx, moduleAt(where)) : declared(type, name, cx);
}

/** Of the host's objects the SDK says what they do; the app's are of classes that it writes itself. */
function resourceClass(resource: ResourcePlan, cx: Context, where: Where): Fragment {
  const name = pascal(resource.name);
  if (where === "page") return code`${name}`;
  const group = cx.plan.groups.find((g) => g.direction === "import" && g.resources.includes(resource.id));
  if (where === "echo" || group === undefined || group.kind === "world") return declared(resource, name, cx);
  return ofModule(moduleOf(modulePath(group, cx)), name, cx, moduleAt(where));
}

/** A class of the bindings, behind its module: `ocre_gpio_lines.Level`. */
export function declared(type: Pick<TypePlan, "home">, name: string, cx: Context): Fragment {
  const { home } = type;
  if (home === undefined) return { text: name, imports: [] };
  const { alias, item } = typesModule(home, cx);
  return symbol(item, `${alias}.${name}`);
}

export function typeRef(type: TypePlan, cx: Context, where: Where = "file"): Fragment {
  const { kind } = type;
  const of = (id: TypeId): Fragment => typeRef(cx.type(id), cx, where);
  const plain = (name: string): Fragment => (where === "page" ? code`${name}` : builtin(name, cx));
  const own = (name: string): Fragment => (where === "page" ? code`${name}` : ours(name, cx));
  const typing = (name: string, inside: readonly Fragment[]): Fragment => code`${plain(name)}[${commas(inside)}]`;
  const part = (id: TypeId | undefined): Fragment => (id === undefined ? code`None` : of(id));
  switch (kind.k) {
    case "scalar":
      return plain(scalars[kind.scalar]);
    case "string":
      return plain("str");
    case "alias":
      return of(kind.of);
    case "list": {
      const pair = cx.resolved(kind.of).kind;
      if (kind.map && pair.k === "record")
        return typing(
          "dict",
          pair.fields.map((f) => of(f.type)),
        );
      return isScalar(kind.of, "u8", cx) ? plain("bytes") : typing("list", [of(kind.of)]);
    }
    case "array":
      return isScalar(kind.of, "u8", cx) ? plain("bytes") : typing("list", [of(kind.of)]);
    case "record":
      if (kind.shape === "tuple" || type.name === undefined)
        return typing(
          "tuple",
          kind.fields.map((f) => of(f.type)),
        );
      return classOf(type, cx, where);
    case "handle":
      return resourceClass(cx.resource(kind.resource), cx, where);
    case "variant": {
      if (kind.shape === "option") {
        const some = kind.cases[1]?.type;
        const inner = part(some);
        return isOption(some, cx) ? code`${own("Some")}[${inner}] | None` : code`${inner} | None`;
      }
      if (kind.shape === "result") {
        const [ok, err] = kind.cases;
        return code`${own("Ok")}[${part(ok?.type)}] | ${own("Err")}[${part(err?.type)}]`;
      }
      return classOf(type, cx, where);
    }
    case "flags":
      return classOf(type, cx, where);
  }
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
      return code`${kind.map ? "{}" : isScalar(kind.of, "u8", cx) ? 'b""' : "[]"}`;
    case "array": {
      if (isScalar(kind.of, "u8", cx)) return code`${builtin("bytes", cx)}(${kind.length})`;
      const item = zero(kind.of, cx);
      return item && code`[${item} for _ in ${builtin("range", cx)}(${kind.length})]`;
    }
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
      if (kind.shape === "result") return code`${ours("Ok", cx)}(${first?.type === undefined ? "None" : payload})`;
      return code`${cx.typeRef(type.id)}_${pascal(first?.name ?? "")}(${payload})`;
    }
    case "alias":
      return zero(kind.of, cx);
    case "handle":
      return undefined;
  }
}

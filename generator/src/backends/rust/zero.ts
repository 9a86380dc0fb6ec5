/** A value of a type that says nothing: zeros, empty lists, none. */
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { importedTwin, objectName } from "./echo.js";
import { failed, isCopy, isExported, resourceRef, string, vec } from "./types.js";

/** `undefined`: no app can make one. */
export function zero(id: TypeId, cx: Context): Fragment | undefined {
  const type = cx.resolved(id);
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      if (kind.scalar === "bool") return code`false`;
      return code`${kind.scalar === "char" ? "'\\0'" : kind.scalar.startsWith("f") ? "0.0" : "0"}`;
    case "string":
      return code`${string}::new()`;
    case "list":
      return code`${vec}::new()`;
    case "flags":
      return code`${cx.typeRef(type.id)}::empty()`;
    case "array": {
      const of = zero(kind.of, cx);
      if (of === undefined) return undefined;
      return isCopy(kind.of, cx) ? code`[${of}; ${kind.length}]` : code`core::array::from_fn(|_| ${of})`;
    }
    case "record": {
      const fields = all(
        kind.fields.map((f) => f.type),
        cx,
      );
      if (fields === undefined) return undefined;
      if (kind.shape === "tuple") return fields.length === 1 ? code`(${fields[0] ?? ""},)` : code`(${commas(fields)})`;
      return code`${cx.typeRef(type.id)} { ${commas(fields.map((f, i) => code`${cx.names.member(type.id, i)}: ${f}`))} }`;
    }
    case "variant": {
      const [first] = kind.cases;
      if (kind.shape === "option") return code`None`;
      if (kind.shape === "result") {
        const ok = first?.type === undefined ? code`()` : zero(first.type, cx);
        if (ok !== undefined) return code`Ok(${ok})`;
        const error = kind.cases[1]?.type;
        const err = error === undefined ? failed : zero(error, cx);
        return err === undefined ? undefined : code`Err(${err})`;
      }
      const name = code`${cx.typeRef(type.id)}::${cx.names.member(type.id, 0)}`;
      if (first?.type === undefined) return name;
      const payload = zero(first.type, cx);
      return payload === undefined ? undefined : code`${name}(${payload})`;
    }
    case "handle": {
      if (kind.mode === "borrow" || !isExported(kind.resource, cx)) return undefined;
      if (cx.stubs === "echo" && importedTwin(cx.resource(kind.resource), cx) !== undefined) return undefined;
      return code`${resourceRef(kind.resource, cx)}::new(${objectName(kind.resource, cx)})`;
    }
    case "alias":
      return zero(kind.of, cx);
  }
}

function all(ids: readonly TypeId[], cx: Context): readonly Fragment[] | undefined {
  const found = ids.map((id) => zero(id, cx));
  const made = found.filter((f) => f !== undefined);
  return made.length === found.length ? made : undefined;
}

/** A value to begin with: zero, empty, the first case; none where a handle of the host's would be needed. */
import type { Context } from "../../backend/contract.js";
import { echoResource } from "../../backend/echo.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { wit } from "./packages.js";
import { ownType } from "./stub-names.js";
import { orNone, parameters } from "./types.js";
import { caseName } from "./variants.js";

export function zero(id: TypeId, cx: Context): Fragment | undefined {
  const type = cx.resolved(id);
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return code`${kind.scalar === "bool" ? "false" : "0"}`;
    case "string":
      return code`""`;
    case "list":
      return code`nil`;
    case "flags":
      return code`0`;
    case "alias":
      return zero(kind.of, cx);
    case "array": {
      const item = zero(kind.of, cx);
      if (item === undefined) return undefined;
      const simple = isPlain(kind.of, cx);
      return code`${cx.typeRef(id)}{${simple ? "" : commas(Array.from({ length: kind.length }, () => item))}}`;
    }
    case "record": {
      const fields = kind.fields.flatMap((f, i) => {
        const value = zero(f.type, cx);
        const name = kind.shape === "tuple" ? `F${i}` : cx.names.member(type.id, i);
        return value === undefined ? [] : [{ name, value, plain: isPlain(f.type, cx) }];
      });
      if (fields.length < kind.fields.length) return undefined;
      return code`${cx.typeRef(id)}{${commas(fields.filter((f) => !f.plain).map((f) => code`${f.name}: ${f.value}`))}}`;
    }
    case "variant": {
      if (kind.shape === "enum") return code`0`;
      if (kind.shape === "option") return code`nil`;
      for (const [i, c] of kind.cases.entries()) {
        const value = c.type === undefined ? undefined : zero(c.type, cx);
        if (c.type !== undefined && value === undefined) continue;
        if (kind.shape === "variant")
          return code`${caseName(type, i, cx)}{${value === undefined ? "" : code`Value: ${value}`}}`;
        const types = kind.cases.map((other) => orNone(other.type, cx));
        return code`${wit(i === 0 ? "Ok" : "Err")}${parameters(types)}(${value ?? code`${wit("None")}{}`})`;
      }
      return undefined;
    }
    case "handle":
      return cx.resource(kind.resource).direction === "export" && echoResource(kind.resource, cx) === undefined
        ? code`&${ownType(kind.resource, cx)}{}`
        : undefined;
  }
}

/** Whether Go's own zero value will do. */
function isPlain(id: TypeId, cx: Context): boolean {
  const { kind } = cx.resolved(id);
  switch (kind.k) {
    case "record":
      return kind.fields.every((f) => isPlain(f.type, cx));
    case "array":
      return isPlain(kind.of, cx);
    case "variant":
      if (kind.shape === "result") return kind.cases[0]?.type === undefined || isPlain(kind.cases[0].type, cx);
      return kind.shape !== "variant";
    case "handle":
      return false;
    default:
      return true;
  }
}

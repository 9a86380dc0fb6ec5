/** Values of an exported interface made of those of the imported one, and back: the types differ where they hold handles. */
import type { Context } from "../../backend/contract.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { objectName } from "./echo.js";
import { isExported, resourceRef, runtime } from "./types.js";

/** Whether two types are equal but for the side of their resources. */
export function sameShape(a: TypeId | undefined, b: TypeId | undefined, cx: Context): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  const [left, right] = [cx.resolved(a), cx.resolved(b)];
  if (left.id === right.id) return true;
  const [x, y] = [left.kind, right.kind];
  if (x.k === "handle" && y.k === "handle")
    return x.mode === y.mode && cx.resource(x.resource).typeDef === cx.resource(y.resource).typeDef;
  if ((x.k === "list" && y.k === "list") || (x.k === "array" && y.k === "array")) return sameShape(x.of, y.of, cx);
  if (x.k === "record" && y.k === "record")
    return x.fields.length === y.fields.length && x.fields.every((f, i) => sameShape(f.type, y.fields[i]?.type, cx));
  if (x.k === "variant" && y.k === "variant")
    return x.cases.length === y.cases.length && x.cases.every((c, i) => sameShape(c.type, y.cases[i]?.type, cx));
  return false;
}

export function convert(of: Fragment, from: TypeId, to: TypeId, cx: Context): Fragment {
  const [left, right] = [cx.resolved(from), cx.resolved(to)];
  if (left.id === right.id) return of;
  const [x, y] = [left.kind, right.kind];
  const part = (name: string, a: TypeId, b: TypeId): Fragment => convert(code`${name}`, a, b, cx);
  if (x.k === "handle" && y.k === "handle") {
    if (isExported(y.resource, cx))
      return code`${resourceRef(y.resource, cx)}::new(${objectName(y.resource, cx)}(${of}))`;
    const object = objectName(x.resource, cx);
    if (x.mode === "own") return code`${object}::take(${of})`;
    return code`${runtime("Borrowed")}::from(&${of}.get::<${object}>().0)`;
  }
  if (x.k === "list" && y.k === "list") return code`${of}.into_iter().map(|x| ${part("x", x.of, y.of)}).collect()`;
  if (x.k === "array" && y.k === "array") return code`${of}.map(|x| ${part("x", x.of, y.of)})`;
  if (x.k === "record" && y.k === "record") {
    const parts = x.fields.map((f, i) => {
      const name = x.shape === "tuple" ? String(i) : cx.names.member(left.id, i);
      return { name: cx.names.member(right.id, i), of: part(`x.${name}`, f.type, y.fields[i]?.type ?? f.type) };
    });
    if (y.shape === "tuple")
      return code`{ let x = ${of}; (${commas(parts.map((p) => p.of))}${parts.length === 1 ? "," : ""}) }`;
    return code`{ let x = ${of}; ${cx.typeRef(right.id)} { ${commas(parts.map((p) => code`${p.name}: ${p.of}`))} } }`;
  }
  if (x.k !== "variant" || y.k !== "variant") throw new Error("types of one shape have one kind");
  const payload = (i: number): Fragment => {
    const [a, b] = [x.cases[i]?.type, y.cases[i]?.type];
    return a === undefined || b === undefined ? code`x` : part("x", a, b);
  };
  if (x.shape === "option") return code`${of}.map(|x| ${payload(1)})`;
  if (x.shape === "result") {
    const both = [payload(0), payload(1)].map(({ text }) => text !== "x");
    const ok = both[0] === true ? code`.map(|x| ${payload(0)})` : "";
    return code`${of}${ok}${both[1] === true ? code`.map_err(|x| ${payload(1)})` : ""}`;
  }
  const arms = x.cases.map((c, i) => {
    const [a, b] = [cx.names.member(left.id, i), cx.names.member(right.id, i)];
    const [m, n] = [cx.typeRef(left.id), cx.typeRef(right.id)];
    return c.type === undefined ? code`${m}::${a} => ${n}::${b}` : code`${m}::${a}(x) => ${n}::${b}(${payload(i)})`;
  });
  return code`match ${of} { ${commas(arms)} }`;
}

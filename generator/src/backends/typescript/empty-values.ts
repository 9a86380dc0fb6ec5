/** Zero, nothing, success: values for stubs to begin with. */
import type { Context } from "../../backend/contract.js";
import { echoResource } from "../../backend/echo.js";
import { code, type Fragment } from "../../emit/code.js";
import { braces, breakable } from "../../emit/line-breaks.js";
import type { ResourceId, TypeId } from "../../ids.js";
import { arrayName, mayBeAbsent } from "./types.js";

/** `undefined` where a handle of the host's would be needed. */
export const emptyValue = (id: TypeId, cx: Context): Fragment | undefined => value(id, cx)?.of;

interface Value {
  readonly of: Fragment;
  /** An object or array with more than one member: formatters break lists of only such. */
  readonly large?: "array" | "object";
  /** On several lines, whatever their length. */
  readonly broken?: boolean;
}

function value(id: TypeId, cx: Context): Value | undefined {
  const type = cx.resolved(id);
  const { kind } = type;
  switch (kind.k) {
    case "scalar":
      return { of: code`${zeros[kind.scalar] ?? "0"}` };
    case "string":
      return { of: code`""` };
    case "flags":
      return { of: code`{}` };
    case "list": {
      const name = arrayName(type, cx);
      return { of: kind.map ? code`new Map()` : name === undefined ? code`[]` : code`new ${name}()` };
    }
    case "array": {
      const item = value(kind.of, cx);
      return item && array(Array.from({ length: kind.length }, () => item));
    }
    case "record": {
      const fields = kind.fields.flatMap((f) => value(f.type, cx) ?? []);
      if (fields.length < kind.fields.length) return undefined;
      if (kind.shape === "tuple") return array(fields);
      return object(fields.map((of, i) => [cx.names.member(type.id, i), of] as const));
    }
    case "variant":
      return emptyCase(id, cx);
    case "handle": {
      const own = cx.resource(kind.resource).direction === "export" && echoResource(kind.resource, cx) === undefined;
      return own ? { of: code`new ${ownClassName(kind.resource, cx)}()` } : undefined;
    }
    case "alias":
      return value(kind.of, cx);
  }
}

const zeros: Readonly<Record<string, string>> = { bool: "false", u64: "0n", s64: "0n", char: '"\\0"' };

function emptyCase(id: TypeId, cx: Context): Value | undefined {
  const type = cx.resolved(id);
  if (type.kind.k !== "variant") return undefined;
  if (type.status !== undefined || mayBeAbsent(id, cx)) return { of: code`undefined` };
  const found = type.kind.cases
    .map((c, i) => ({
      i,
      name: c.name,
      bare: c.type === undefined,
      of: c.type === undefined ? undefined : value(c.type, cx),
    }))
    .find((c) => c.bare || c.of !== undefined);
  if (found === undefined) return undefined;
  if (type.kind.shape === "enum") return { of: code`${cx.names.member(type.id, found.i)}` };
  const tag = ["tag", { of: code`${JSON.stringify(found.name)}` }] as const;
  return object(found.of === undefined ? [tag] : [tag, ["val", found.of]]);
}

function array(items: readonly Value[]): Value {
  const kinds = new Set(items.map((item) => item.large));
  const broken = items.some((item) => item.broken) || (items.length > 1 && kinds.size === 1 && !kinds.has(undefined));
  const of = broken
    ? code`
      [
        ${items.map((item) => code`${item.of},`)}
      ]`
    : breakable(
        "[",
        items.map((item) => item.of),
        "]",
      );
  return { of, broken, ...(items.length > 1 ? { large: "array" } : {}) };
}

function object(fields: readonly (readonly [string, Value])[]): Value {
  const broken = fields.some(([, of]) => of.broken);
  const all = fields.map(([name, { of }]) => code`${name}: ${of}`);
  const of = broken
    ? code`
      {
        ${all.map((field) => code`${field},`)}
      }`
    : braces(all);
  return { of, broken, ...(fields.length > 1 ? { large: "object" } : {}) };
}

/** The app's class for a resource that it exports; two interfaces may have resources of one name. */
export function ownClassName(id: ResourceId, cx: Context): string {
  const name = cx.names.resource(id);
  const same = cx.plan.resources.filter((r) => r.direction === "export" && cx.names.resource(r.id) === name);
  const index = same.findIndex((r) => r.id === id);
  return `My${name}${index > 0 ? index + 1 : ""}`;
}

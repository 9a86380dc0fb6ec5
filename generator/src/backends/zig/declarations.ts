/** Declarations of types and handles. */
import type { ResourcePlan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { comment } from "./comment.js";
import { pascal } from "./names.js";
import { isError } from "./outcome.js";
import { structure } from "./types.js";

const integers = { u8: 8, u16: 16, u32: 32 } as const;

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined || type.home === undefined) return empty;
  return code`
    ${comment(type.docs)}
    pub const ${cx.names.type(type.id)} = ${value(type, cx)};`;
}

function value(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const label = (i: number): string => cx.names.member(type.id, i);
  const typed = (name: string, of: TypeId | undefined): Fragment =>
    of === undefined ? code`${name},` : code`${name}: ${cx.typeRef(of)},`;
  if (kind.k === "record" && kind.shape === "record") {
    return container(
      "extern struct",
      kind.fields.map((f, i) => lines([comment(f.docs), typed(label(i), f.type)])),
    );
  }
  if (kind.k === "flags") {
    const unused = integers[kind.repr] - kind.flags.length;
    return container(`packed struct(${kind.repr})`, [
      ...kind.flags.map((f, i) => lines([comment(f.docs), `${label(i)}: bool = false,`])),
      ...(unused === 0 ? [] : [`_unused: u${unused} = 0,`]),
    ]);
  }
  if (kind.k !== "variant" || kind.shape === "option" || kind.shape === "result") return structure(type, cx);
  if (kind.shape === "variant") {
    const cases = kind.cases.map((c, i) => lines([comment(c.docs), typed(label(i), c.type)]));
    return code`wit.Variant(${container(`union(enum(${kind.discriminant}))`, cases)})`;
  }
  const cases = kind.cases.map((c, i) => lines([comment(c.docs), `${label(i)},`]));
  return container(`enum(${kind.discriminant})`, [
    paragraphs([lines(cases), isError(type.id, cx) ? errorSet(type, cx) : empty]),
  ]);
}

const container = (head: string, members: readonly CodeValue[]): Fragment =>
  members.length === 0
    ? code`${head} {}`
    : code`
    ${head} {
        ${members}
    }`;

/** An enum that is the error of a function is an error set as well. */
function errorSet({ id, kind }: TypePlan, cx: Context): Fragment {
  if (kind.k !== "variant") return empty;
  const all = kind.cases.map((c) => pascal(c.name));
  // A name of its own: a type of the file may be called Error too.
  return code`
    /// The same as errors of Zig.
    pub const Error = error{
        ${all.map((name) => `${name},`)}
    };

    pub fn errorOf(case_: @This()) @This().Error {
        return switch (case_) {
            ${all.map((name, i) => `.${cx.names.member(id, i)} => error.${name},`)}
        };
    }`;
}

/** A handle is a number of a type of its own, so that handles of two resources cannot be mixed up. */
export function resourceDecl(resource: ResourcePlan, methods: readonly Fragment[], cx: Context): Fragment {
  const imported = (what: { module: string; field: string }, type: string): Fragment => code`
    const import_ = @extern(*const fn ${type}, .{
        .name = "${what.field}",
        .library_name = "${what.module}",
    });`;
  const own =
    resource.intrinsics === undefined
      ? empty
      : code`
    /// A new handle that stands for the app's own struct; the struct's \`deinit\` is called when the last one is gone.
    pub fn own(self_: anytype) @This() {
        ${imported(resource.intrinsics.make, "(i32) callconv(.c) i32")}
        return wit.lift(@This(), import_(wit.core(self_)));
    }

    /// The struct that the handle stands for.
    pub fn rep(handle_: @This(), comptime T_: type) *T_ {
        ${imported(resource.intrinsics.rep, "(i32) callconv(.c) i32")}
        return wit.lift(*T_, import_(wit.core(handle_)));
    }`;
  return code`
    ${comment(resource.docs)}
    pub const ${cx.names.resource(resource.id)} = enum(i32) {
        _,

        ${paragraphs([
          code`
          /// Gives the handle back.
          pub fn deinit(handle_: @This()) void {
              ${imported(resource.drop, "(i32) callconv(.c) void")}
              import_(wit.core(handle_));
          }`,
          own,
          ...methods,
        ])}
    };`;
}

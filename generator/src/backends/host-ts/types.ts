/** WIT types as TypeScript types, and what goes with their declarations. */

import { rootModule } from "../../abi/core-names.js";
import type { Label, ResourcePlan, ScalarName, TypeHome, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, join, lines } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import { breakable, reference, settle } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";

export const runtimeModule = "@ocrekit/host/rt";
/** A symbol of the runtime. */
export const rt = (name: string): Fragment => reference({ from: runtimeModule, name });
export const rtType = (name: string): Fragment => reference({ from: runtimeModule, name, typeOnly: true });

const scalars = {
  bool: "boolean",
  u8: "number",
  s8: "number",
  u16: "number",
  s16: "number",
  u32: "number",
  s32: "number",
  f32: "number",
  f64: "number",
  u64: "bigint",
  s64: "bigint",
  char: "string",
} as const satisfies Record<ScalarName, string>;

/** Types are declared in the file of their interface. */
export function fileOf(home: Pick<TypeHome, "package" | "interface" | "module">, cx: Context): string {
  const { namespace, name, version } = home.package;
  const inline = home.module !== rootModule && !home.module.includes(":");
  const parts = [namespace, name, ...(inline ? [cx.plan.world.name] : []), home.interface];
  const other = cx.plan.groups.some(
    ({ package: p, name: of }) =>
      p.namespace === namespace && p.name === name && of === home.interface && p.version !== version,
  );
  return [...parts, ...(other && version !== undefined ? [version.replaceAll(/[^0-9A-Za-z]/g, "-")] : [])].join("-");
}

const inFile = (home: TypeHome, name: string, typeOnly: boolean, cx: Context): Fragment =>
  reference({ from: `./${fileOf(home, cx)}.js`, name, typeOnly });

export function typeRef(type: TypePlan, cx: Context): Fragment {
  if (type.name !== undefined && type.home !== undefined) return inFile(type.home, cx.names.type(type.id), true, cx);
  return structure(type, cx);
}

function structure(type: TypePlan, cx: Context): Fragment {
  const { kind } = type;
  const of = (id: TypeId | undefined): Fragment => (id === undefined ? code`undefined` : cx.typeRef(id));
  switch (kind.k) {
    case "scalar":
      return code`${scalars[kind.scalar]}`;
    case "string":
      return code`string`;
    case "list": {
      if (kind.map) return code`ReadonlyMap<${entry(kind.of, cx)}>`;
      return isBytes(type, cx) ? code`Uint8Array` : code`readonly ${grouped(of(kind.of))}[]`;
    }
    case "array":
      return code`readonly ${grouped(of(kind.of))}[]`;
    case "record":
      return breakable(
        "readonly [",
        kind.fields.map((f) => of(f.type)),
        "]",
      );
    case "flags":
      return code`number`;
    case "variant": {
      const [none, some] = kind.cases;
      if (kind.shape === "option" && !isNested(type, cx)) return code`${of(some?.type)} | undefined`;
      return join(
        [none, some].map((c) => caseType(JSON.stringify(c?.name), c?.type, cx)),
        " | ",
      );
    }
    case "handle":
      return resourceRef(cx.resource(kind.resource), cx);
    case "alias":
      return of(kind.of);
  }
}

function entry(tuple: TypeId, cx: Context): Fragment {
  const { kind } = cx.resolved(tuple);
  return kind.k === "record"
    ? join(
        kind.fields.map((f) => cx.typeRef(f.type)),
        ", ",
      )
    : empty;
}

const grouped = (of: Fragment): Fragment => (/ \| |^readonly /.test(of.text) ? code`(${of})` : of);

function caseType(tag: string, payload: TypeId | undefined, cx: Context): Fragment {
  return payload === undefined
    ? code`{ readonly tag: ${tag} }`
    : code`{ readonly tag: ${tag}; readonly val: ${cx.typeRef(payload)} }`;
}

export const isBytes = (type: TypePlan, cx: Context): boolean => {
  if (type.kind.k !== "list" || type.kind.map) return false;
  const { kind } = cx.resolved(type.kind.of);
  return kind.k === "scalar" && kind.scalar === "u8";
};

/** An option whose payload may be `undefined` itself keeps its cases apart by tags. */
export function isNested(option: TypePlan, cx: Context): boolean {
  if (option.kind.k !== "variant" || option.kind.shape !== "option") return false;
  const payload = option.kind.cases[1]?.type;
  if (payload === undefined) return false;
  const inner = cx.resolved(payload);
  return inner.status !== undefined || (inner.kind.k === "variant" && inner.kind.shape === "option");
}

export function resourceRef(resource: ResourcePlan, cx: Context): Fragment {
  return resource.direction === "export"
    ? rtType("GuestObject")
    : inFile(resource.home, cx.names.resource(resource.id), true, cx);
}

/** The constant that stands for a resource's type in the handle table. No name of WIT has a `$`. */
export const resourceToken = (resource: ResourcePlan, cx: Context): Fragment =>
  inFile(resource.home, `${cx.names.resource(resource.id)}$type`, false, cx);

/** The constant with the cases of an enum. */
export const casesOf = (type: TypePlan, cx: Context): Fragment => {
  const name = `${cx.names.type(type.id)}$cases`;
  return type.home === undefined ? code`${name}` : inFile(type.home, name, false, cx);
};

/** `/** ... *\/` above an item; `empty` without text. */
export function docComment(text: string, more: readonly string[] = []): Fragment {
  const all = [...text.split("\n"), ...(text !== "" && more.length > 0 ? [""] : []), ...more].map((line) =>
    line.replaceAll("*/", "*\u200b/"),
  );
  if (all.every((line) => line === "")) return empty;
  const [only] = all;
  if (all.length === 1) return code`/** ${only ?? ""} */`;
  return { text: ["/**", ...all.map((line) => (line === "" ? " *" : ` * ${line}`)), " */"].join("\n"), imports: [] };
}

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined) return empty;
  const name = cx.names.type(type.id);
  const docs = docComment(docText(type.docs));
  const { kind } = type;
  const member = (index: number): string => cx.names.member(type.id, index);
  if (kind.k === "record" && kind.shape === "record") {
    const fields = kind.fields.map((f, i) =>
      lines([docComment(docText(f.docs)), code`readonly ${member(i)}: ${cx.typeRef(f.type)};`]),
    );
    return lines([docs, block(`export interface ${name}`, fields)]);
  }
  if (kind.k === "flags") {
    const bits = kind.flags.map((f, i) => lines([docComment(docText(f.docs)), code`${member(i)}: ${2 ** i},`]));
    return lines([
      docs,
      code`export type ${name} = number;`,
      code`/** The bits of ${`\`${name}\``}. */`,
      code`${block(`export const ${name}Flags =`, bits)} as const;`,
    ]);
  }
  if (kind.k === "variant" && kind.shape === "enum") return enumDecl(type, name, docs, cx);
  if (kind.k === "variant" && kind.shape === "variant") {
    const cases = kind.cases.map((c, i) => caseType(member(i), c.type, cx));
    return lines([docsWithCases(type, kind.cases), union(name, cases)]);
  }
  return lines([docs, code`export type ${name} = ${structure(type, cx)};`]);
}

/** On one line, unless it is too long for that. */
function union(name: string, cases: readonly Fragment[]): Fragment {
  const flat = code`export type ${name} = ${join(cases, " | ")};`;
  if (settle(flat.text, Number.POSITIVE_INFINITY, (_, referred) => referred).length <= width) return flat;
  const body = lines(cases.map((c) => code`| ${c}`));
  return code`
    export type ${name} =
      ${{ text: `${body.text};`, imports: body.imports }}`;
}

/** The docs of a type, and below them those of its cases: formatters move comments that stand between cases. */
function docsWithCases(type: TypePlan, cases: readonly Label[]): Fragment {
  const described = cases.map((c) => ({ name: c.name, text: docText(c.docs).replaceAll("\n", " ") }));
  return docComment(
    docText(type.docs),
    described.filter((c) => c.text !== "").map((c) => `- \`${c.name}\`: ${c.text}`),
  );
}

function enumDecl(type: TypePlan, name: string, docs: Fragment, cx: Context): Fragment {
  if (type.kind.k !== "variant") return empty;
  if (type.status !== undefined) {
    return lines([docs, code`export type ${name} = ${cx.typeRef(type.status.error)} | undefined;`]);
  }
  const spelled = type.kind.cases.map((_, i) => code`${cx.names.member(type.id, i)}`);
  const made = breakable(code`export const ${name}$cases = new ${rt("EnumCases")}<${name}>([`, spelled, "]);");
  return lines([docsWithCases(type, type.kind.cases), union(name, spelled), made]);
}

export const width = 120;

export function resourceDecl(resource: ResourcePlan, methods: readonly CodeValue[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const { module } = resource.home;
  if (resource.direction === "export") {
    const parts = [module, resource.name, resource.destructor ?? ""].map((part) => JSON.stringify(part));
    return breakable(code`export const ${name}$type = ${rt("guestResource")}(`, parts, ");");
  }
  const drop = lines([code`/** The guest dropped its handle, or ended. */`, code`drop?(): void;`]);
  return lines([
    docComment(docText(resource.docs)),
    block(`export interface ${name}`, [...methods, drop]),
    breakable(
      code`export const ${name}$type = ${rt("resourceType")}<${name}>(`,
      [JSON.stringify(module), JSON.stringify(resource.name)],
      ");",
    ),
  ]);
}

/** A key of an object: quoted where it has to be. */
export const propertyKey = (name: string): string => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name));

/** `head { ... }`, one member a line. */
export function block(head: string, members: readonly CodeValue[]): Fragment {
  if (members.length === 0) return code`${head} {}`;
  return code`
    ${head} {
      ${members}
    }`;
}

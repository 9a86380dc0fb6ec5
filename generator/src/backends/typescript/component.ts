/**
 * `--target component`: the same modules over the imports of a component, whose toolchain (componentize-js) lifts and
 * lowers. Values look the same there; errors and handles are made so.
 */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { braces, breakable, brokenLate, reference } from "../../emit/line-breaks.js";
import type { ResourceId } from "../../ids.js";
import { docs, funcDocs } from "./docs.js";
import { parameters, signature } from "./functions.js";
import { implementer } from "./implementers.js";
import { camel, pascal } from "./names.js";
import { returnType } from "./outcome.js";
import { fileOf, implementerName, runtime, runtimeType } from "./places.js";

export const isComponent = (cx: Context): boolean => cx.options.get("target") === "component";

export const componentRuntime: readonly string[] = ["component.ts", "errors.ts", "values.ts"];

/** Declares the modules that the component's toolchain brings. */
const ambientFile = "host.d.ts";

/** Where the functions of a group are imported from; those of the world are modules of their own. */
export const hostImports = (group: Group): readonly string[] => {
  if (group.direction === "export") return [];
  if (group.kind !== "world") return [`import * as host$ from ${JSON.stringify(group.module)};`];
  return group.functions.map((fn) => `import host$${camel(fn.item)} from ${JSON.stringify(fn.item)};`);
};

export function referenceTo(path: string): string {
  const up = "../".repeat(path.split("/").length - 1);
  return `/// <reference path="${up === "" ? "./" : up}${ambientFile}" />`;
}

const args = (fn: FuncPlan, cx: Context): readonly string[] => fn.params.map((_, i) => cx.names.param(fn, i));

/** A free function of the host. */
export function importedFunction(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const callee = group.kind === "world" ? `host$${camel(fn.item)}` : `host$.${camel(fn.item)}`;
  return code`
    ${funcDocs(fn)}
    export function ${signature(fn, cx)} {
      ${ended(fn, breakable(`${callee}(`, args(fn, cx), ")"), returnType(fn, cx).text === "void")}
    }`;
}

function ended(fn: FuncPlan, call: Fragment, isVoid: boolean): Fragment {
  const word = isVoid ? "" : "return ";
  switch (fn.outcome.kind) {
    case "status":
      return code`${breakable(code`${runtime("component", "succeed")}(`, [call], ")")};`;
    case "result":
      return code`${word}${breakable(code`${runtime("component", "attempt")}(`, [code`() => ${call}`], ")")};`;
    default:
      return code`${word}${call};`;
  }
}

/** The interface of a resource, and the host's class with the members that all classes of the SDK have. */
export function importedResource(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const own = methods.filter((fn) => fn.kind === "method");
  const statics = methods.filter((fn) => fn.kind === "static");
  const member = (fn: FuncPlan): Fragment => lines([funcDocs(fn), code`${signature(fn, cx)};`]);
  const made = methods.flatMap((fn) =>
    fn.kind === "constructor" ? [lines([funcDocs(fn), breakable("new (", parameters(fn, cx), `): ${name};`)])] : [],
  );
  const shape = paragraphs([code`readonly prototype: ${name};`, ...made, ...statics.map(member)]);
  const members = own.map(member);
  return code`
    ${docs(resource.docs)}
    ${
      members.length === 0
        ? code`export interface ${name} extends ${runtimeType("component", "Resource")} {}`
        : code`
          export interface ${name} extends ${runtimeType("component", "Resource")} {
            ${paragraphs(members)}
          }`
    }
    export const ${name}: {
      ${shape}
    } = ${breakable(code`${runtime("component", "adapt")}(`, [`host$.${pascal(resource.name)}`, table(own, cx), table(statics, cx)], ");")}`;
}

/** Members whose end or name differs from the component's. */
function table(functions: readonly FuncPlan[], cx: Context): Fragment {
  const entries = functions.flatMap((fn) => {
    const name = cx.names.func(fn);
    const kind = fn.outcome.kind === "status" || fn.outcome.kind === "result" ? fn.outcome.kind : "plain";
    return kind === "plain" && name === camel(fn.item) ? [] : [`${name}: ["${kind}", "${camel(fn.item)}"]`];
  });
  return braces(entries);
}

/** The object that the component exports, and the function that says what is behind it. */
export function exportedGroup(group: Group, cx: Context): Fragment {
  const shape = implementer(group, cx);
  if (shape.text === "") return code`export function export${implementerName(group, cx)}(): void {}`;
  const name = implementerName(group, cx);
  const members = [
    ...group.resources.filter((id) => isConstructed(id, group)).map((id) => classMember(id, cx)),
    ...group.functions.filter((fn) => fn.kind === "free").map((fn) => exportedMember(fn, cx)),
  ];
  return paragraphs([
    shape,
    code`let app: ${name} | undefined;`,
    code`
      /** Exports ${`\`${group.module}\``} from the component, with \`given\` behind it. */
      export function export${name}(given: ${name}): void {
        app = given;
      }`,
    code`
      /** @internal */
      export const component$${camel(group.name)} = {
        ${members.map((member) => code`${member},`)}
      };`,
  ]);
}

const isConstructed = (id: ResourceId, group: Group): boolean =>
  group.functions.some((fn) => fn.resource === id && fn.kind !== "method");

const classMember = (id: ResourceId, cx: Context): Fragment => code`
  get ${pascal(cx.resource(id).name)}() {
    return ${runtime("component", "implemented")}(app).${cx.names.resource(id)};
  }`;

function exportedMember(fn: FuncPlan, cx: Context): Fragment {
  const type = fn.outcome.kind === "status" ? code`unknown` : returnType(fn, cx);
  const call = breakable(code`${runtime("component", "implemented")}(app).${cx.names.func(fn)}(`, args(fn, cx), ")");
  const body =
    fn.outcome.kind === "status"
      ? code`return ${breakable(code`${runtime("component", "statusOf")}(`, [code`() => ${call}`], ")")};`
      : code`${type.text === "void" ? "" : "return "}${call};`;
  return code`
    ${breakable(`${camel(fn.item)}(`, parameters(fn, cx), code`): ${brokenLate(type)}`)} {
      ${body}
    }`;
}

/** The entry of the component, and the names of what its toolchain brings. */
export function componentFiles(cx: Context, print: (path: string, parts: readonly Fragment[]) => Fragment): FileSet {
  const modules = cx.plan.groups.flatMap((group) =>
    group.direction === "export"
      ? []
      : group.kind === "world"
        ? group.functions.map((fn) => fn.item)
        : group.functions.length + group.resources.length === 0
          ? []
          : [group.module],
  );
  const ambient = [
    banner("//", cx.version, `world ${cx.plan.world.name}`),
    ...modules.map((m) => `declare module ${JSON.stringify(m)};`),
  ];
  const exported = cx.plan.groups.filter((g) => g.direction === "export" && implementer(g, cx).text !== "");
  const entries = exported.map((group) => {
    const value = reference({ from: fileOf(group, cx.plan), name: `component$${camel(group.name)}` });
    if (group.kind !== "world") return code`export { ${value} as ${JSON.stringify(group.module)} };`;
    return lines(group.functions.map((fn) => code`export const ${camel(fn.item)} = ${value}.${camel(fn.item)};`));
  });
  const entry = entries.length === 0 ? code`export {};` : lines(entries);
  return [
    { path: ambientFile, text: `${ambient.join("\n")}\n` },
    { path: "component.ts", text: `${print("component", [entry]).text}\n` },
  ];
}

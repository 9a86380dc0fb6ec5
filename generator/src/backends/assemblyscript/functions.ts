/** Functions, resource classes and the interfaces that apps implement, around the bodies of `glue.ts`. */

import type { CoreType } from "../../abi/ir.js";
import type { CoreName, FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { braces, breakable as list } from "../../emit/line-breaks.js";
import { docs, funcDocs } from "./docs.js";
import { localType } from "./expressions.js";
import { coreName, exportName, implementerName, postName, runtime } from "./names.js";

/** `@external` and `@canonical` are decorators of functions, which the language's editors do not know. */
const decorated = (name: string, args: readonly string[], item: Fragment): Fragment => code`
  // @ts-ignore: decorator
  @${name}(${args.map((a) => JSON.stringify(a)).join(", ")})
  ${item}`;

function external(core: CoreName, params: readonly CoreType[], result: CoreType | undefined): Fragment {
  const parameters = params.map((type, i) => `p${i}: ${type}`);
  return decorated(
    "external",
    [core.module, core.field],
    code`declare function ${list(`${coreName(core.field)}(`, parameters, `): ${result ?? "void"};`)}`,
  );
}

/** The core imports of a group. */
export function externals(group: Group, cx: Context): readonly Fragment[] {
  const drops = group.resources.map((id) => external(cx.resource(id).drop, ["i32"], undefined));
  const intrinsics = group.resources.flatMap((id) => {
    const { intrinsics } = cx.resource(id);
    return intrinsics === undefined
      ? []
      : [external(intrinsics.make, ["i32"], "i32"), external(intrinsics.rep, ["i32"], "i32")];
  });
  const functions =
    group.direction === "export"
      ? []
      : group.functions.map((fn) => external(fn.core, fn.signature.params, fn.signature.results[0]));
  return [...functions, ...drops, ...intrinsics];
}

/** `name(a: T, b: U): R`, as the user sees it. */
export function signature(fn: FuncPlan, cx: Context, names = paramNames(fn, cx)): Fragment {
  const params = fn.params.flatMap((p, i) =>
    fn.kind === "method" && i === 0 ? [] : [code`${names[i] ?? ""}: ${cx.typeRef(p.type)}`],
  );
  return list(`${cx.names.func(fn)}(`, params, code`): ${fn.result === undefined ? "void" : cx.typeRef(fn.result)}`);
}

export const paramNames = (fn: FuncPlan, cx: Context): readonly string[] =>
  fn.params.map((_, i) => cx.names.param(fn, i));

export function func(fn: FuncPlan, cx: FuncContext): Fragment {
  if (fn.role === "guest-export") return exported(fn, cx);
  const head = fn.kind === "free" ? "export function " : fn.kind === "method" ? "" : "static ";
  return code`
    ${funcDocs(fn)}
    ${head}${signature(fn, cx)} {
      ${cx.body(fn.body)}
    }`;
}

const fieldOf = ({ field }: CoreName): string => field.slice(field.indexOf("#") + 1);

/** The core export: lifts, calls the implementation, lowers. */
function exported(fn: FuncPlan, cx: FuncContext): Fragment {
  const params = fn.inputs.map((id) => code`${cx.local(id)}: ${localType(id, cx)}`);
  const name = exportName(fieldOf(fn.core));
  const main = decorated(
    "canonical",
    [fn.core.field],
    code`
    function ${list(`${name}(`, params, `): ${fn.signature.results[0] ?? "void"}`)} {
      ${cx.body(fn.body)}
    }`,
  );
  if (fn.post === undefined) return main;
  return paragraphs([
    main,
    decorated(
      "canonical",
      [fn.post.name],
      code`
    function ${postName(fieldOf(fn.core))}(${cx.local(fn.post.input)}: ${localType(fn.post.input, cx)}): void {
      ${cx.body(fn.post.body)}
    }`,
    ),
  ]);
}

/** The glue of an exported group, and the statement that exports it. */
export function abiParts(group: Group, cx: Context): readonly Fragment[] {
  const names = group.functions.flatMap((fn) => {
    const field = fieldOf(fn.core);
    return fn.post === undefined ? [exportName(field)] : [exportName(field), postName(field)];
  });
  const destructors = group.resources.flatMap((id) => {
    const { destructor } = cx.resource(id);
    return destructor === undefined ? [] : [destructor];
  });
  const local = (field: string): string => exportName(field.slice(field.indexOf("#") + 1));
  const drops = destructors.map((field) =>
    decorated(
      "canonical",
      [field],
      code`
    function ${local(field)}(rep: i32): void {
      ${runtime("resources", "unshare")}(rep);
    }`,
    ),
  );
  return [
    ...group.functions.map((fn) => func(fn, cx.func(fn))),
    ...drops,
    exportList([...names, ...destructors.map(local)]),
  ];
}

const exportList = (names: readonly string[]): Fragment =>
  names.length === 0 ? empty : code`export ${braces(names)};`;

export function resourceDecl(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  return resource.direction === "import"
    ? importedResource(resource, methods, cx)
    : exportedResource(resource, methods, cx);
}

function importedResource(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const close = code`
    /** Gives the handle back; the object is of no use after that. */
    close(): void {
      const handle = this.give();
      if (handle >= 0) ${coreName(resource.drop.field)}(handle);
    }`;
  return code`
    ${docs(resource.docs)}
    export class ${cx.names.resource(resource.id)} extends ${runtime("resources", "Handle")} {
      ${paragraphs([...methods.map((fn) => func(fn, cx.func(fn))), close])}
    }`;
}

/** The app extends this class; the host holds handles of its objects. */
function exportedResource(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const { intrinsics } = resource;
  if (intrinsics === undefined) throw new Error(`exported resource '${resource.name}' has no intrinsics`);
  const own = methods.filter((fn) => fn.kind === "method");
  const close = code`
    /** Gives back a handle that the host passed. */
    close(): void {
      const handle = this.give();
      if (handle >= 0) ${coreName(resource.drop.field)}(handle);
    }`;
  return code`
    ${docs(resource.docs)}
    export abstract class ${name} extends ${runtime("resources", "ExportedResource")} {
      ${paragraphs([
        ...own.map(
          (fn) => code`
        ${funcDocs(fn)}
        abstract ${signature(fn, cx)};`,
        ),
        close,
      ])}
    }

    /** @internal */
    export function lift${name}(handle: i32): ${name} {
      const object = changetype<${name}>(<usize>${coreName(intrinsics.rep.field)}(handle));
      object.handle = handle;
      return object;
    }

    /** @internal */
    export function lower${name}(object: ${name}): i32 {
      const handle = object.give();
      return handle < 0 ? ${coreName(intrinsics.make.field)}(${runtime("resources", "share")}(object)) : handle;
    }`;
}

/** The interface that an app implements, and where it says which object does. */
export function implementer(group: Group, cx: Context): Fragment {
  const functions = group.functions.filter((fn) => fn.kind !== "method");
  if (functions.length === 0) return empty;
  const name = implementerName(group, cx);
  const members = functions.map(
    (fn) => code`
    ${funcDocs(fn)}
    ${signature(fn, cx)};`,
  );
  return code`
    ${docs(group.docs)}
    export interface ${name} {
      ${paragraphs(members)}
    }

    let registered: ${name} | null = null;

    /** Exports the interface from this module, with \`implementer\` behind it. */
    export function export${name}(implementer: ${name}): void {
      registered = implementer;
    }

    /** @internal */
    export function implementation(): ${name} {
      return registered!;
    }`;
}

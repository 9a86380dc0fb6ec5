/** Files of a C++ SDK: a header for each package, one for the world, what they share, and the build flags. */
import type { Group, Plan } from "../../abi/plan-model.js";
import type { Context, FilePlan, FuncContext } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { clangFormat } from "../../emit/c-family/clang-format.js";
import { exportName } from "../../emit/c-family/export-name.js";
import { layerHeaders } from "../../emit/c-family/layer.js";
import { code, empty, type Fragment, join, lines, paragraphs } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { FileSet } from "../../emit/files.js";
import { runtimeFiles } from "../../emit/runtime.js";
import type { ResourceId } from "../../ids.js";
import { comment } from "./comment.js";
import { layoutAsserts, resourceDecl, typeDecl } from "./declarations.js";
import { callTemplate, declaration, definition, exportWrappers, rawImport, signature } from "./functions.js";
import { headerOf, headerOrder, shared } from "./headers.js";
import { groupNamespace, macroPrefix, namespaceOf, snake, upper } from "./names.js";
import { resourceRef } from "./types.js";

/** Names that files of every SDK have. */
const own = /^(wit|okrt|ocre_.*)$/;

export function worldHeader(cx: Context): string {
  const name = snake(cx.plan.world.name);
  return own.test(name) ? `${name}_world.hpp` : `${name}.hpp`;
}

export function files(cx: Context): readonly FilePlan[] {
  const packages = headerOrder(cx.plan).map((path) => ({
    path,
    title: path,
    groups: cx.plan.groups.filter((g) => headerOf(g.package, cx.plan) === path),
  }));
  return [
    { path: shared, title: "what the packages share", groups: [] },
    ...packages,
    { path: worldHeader(cx), title: "the world", groups: cx.plan.groups },
  ];
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const isWorld = plan.path === worldHeader(cx);
  const isShared = plan.path === shared;
  const all = paragraphs(isWorld ? worldParts(cx) : isShared ? sharedParts(cx) : packageParts(plan, cx));
  const used = isWorld ? headerOrder(cx.plan) : isShared ? [] : [...new Set(all.imports.map((i) => i.from))].sort();
  const includes = [isShared ? "okrt.hpp" : shared, ...used.filter((from) => from !== plan.path && from !== shared)];
  const guard = `OKRT_${upper(plan.path.replaceAll(/[^A-Za-z0-9]/g, "_"))}`;
  return code`
    ${banner("//", cx.version, cx.plan.sources.join(", "))}
    #ifndef ${guard}
    #define ${guard}

    ${paragraphs([
      lines([...includes, ...(isWorld ? layerHeaders("cpp", cx.plan) : [])].map((from) => `#include "${from}"`)),
      all,
      "#endif",
    ])}
  `;
}

/** `types` and an interface called like its package are found without their name, unless that would be ambiguous. */
function opening(namespace: string, cx: Context): string {
  const all = openings.get(cx.plan) ?? new Map<string, string>();
  openings.set(cx.plan, all);
  const found = all.get(namespace) ?? findOpening(namespace, cx);
  all.set(namespace, found);
  return found;
}

const openings = new WeakMap<Plan, Map<string, string>>();

function findOpening(namespace: string, cx: Context): string {
  const all = namespace.split("::");
  const [inner = "", outer = ""] = [all.at(-1), all.at(-2)];
  const siblings = new Set(
    cx.plan.groups
      .map((g) => groupNamespace(g, cx.plan).split("::"))
      .flatMap((s) => (s.at(-2) === outer ? s.slice(-1) : [])),
  );
  const declared = [
    ...cx.plan.types.flatMap((t) =>
      t.home !== undefined && namespaceOf(t.home, cx.plan) === namespace ? [cx.names.type(t.id)] : [],
    ),
    ...cx.plan.resources.flatMap((r) => (namespaceOf(r.home, cx.plan) === namespace ? [cx.names.resource(r.id)] : [])),
    ...cx.plan.groups.flatMap((g) =>
      groupNamespace(g, cx.plan) === namespace ? g.functions.map((fn) => cx.names.func(fn)) : [],
    ),
  ];
  const isShort = (inner === "types" || inner === outer) && !declared.some((name) => siblings.has(name));
  return [...all.slice(0, -1), isShort ? `inline ${inner}` : inner].join("::");
}

const within = (namespace: string, body: Fragment, cx: Context): Fragment =>
  body.text === ""
    ? empty
    : code`
    namespace ${opening(namespace, cx)} {

    ${body}

    }  // namespace ${opening(namespace, cx)}`;

/** Tuples by their number of members; the classes of imported resources by name, those of exported ones whole. */
function sharedParts(cx: Context): readonly Fragment[] {
  const { types, resources } = cx.plan;
  const sizes = new Set(
    types.flatMap(({ kind }) => (kind.k === "record" && kind.shape === "tuple" ? [kind.fields.length] : [])),
  );
  const tuples = [...sizes]
    .sort((a, b) => a - b)
    .map((size) => {
      const at = (text: (i: number) => string): readonly string[] => Array.from({ length: size }, (_, i) => text(i));
      return code`
      template <${at((i) => `class T${i}`).join(", ")}>
      struct tuple<${at((i) => `T${i}`).join(", ")}> {
        ${at((i) => `T${i} f${i}{};`)}
      };`;
    });
  const declared = resources.map((r) =>
    within(
      namespaceOf(r.home, cx.plan),
      r.direction === "import" ? code`class ${cx.names.resource(r.id)};` : resourceDecl(r, [], cx),
      cx,
    ),
  );
  return [
    tuples.length === 0 ? empty : code`namespace wit {\n\n${paragraphs(tuples)}\n\n}  // namespace wit`,
    ...declared,
  ];
}

/** Types in dependency order, then the classes of handles, then functions. */
function packageParts(plan: FilePlan, cx: Context): readonly Fragment[] {
  const mine = cx.plan.types.filter((t) => t.home !== undefined && headerOf(t.home.package, cx.plan) === plan.path);
  const types = mine.map((t) => within(t.home === undefined ? "" : namespaceOf(t.home, cx.plan), typeDecl(t, cx), cx));
  const imports = plan.groups.filter((g) => g.direction === "import");
  const methods = (id: ResourceId) => cx.plan.groups.flatMap((g) => g.functions).filter((fn) => fn.resource === id);
  const classes = cx.plan.resources
    .filter((r) => r.direction === "import" && headerOf(r.home.package, cx.plan) === plan.path)
    .map((r) => within(namespaceOf(r.home, cx.plan), resourceDecl(r, methods(r.id), cx), cx));
  return merged([
    ...types,
    layoutAsserts(mine, cx),
    ...classes,
    ...imports.map((g) => importedFunctions(g, cx)),
    ...plan.groups.filter((g) => g.direction === "export").flatMap((g) => exported(g, cx)),
  ]);
}

/** Neighbours in one namespace share one block. */
function merged(parts: readonly Fragment[]): readonly Fragment[] {
  const out: Fragment[] = [];
  for (const part of parts.filter((p) => p.text !== "")) {
    const before = out.at(-1);
    const [open = "", close = ""] = [part.text.split("\n", 1)[0], part.text.slice(part.text.lastIndexOf("\n"))];
    if (
      before !== undefined &&
      open.startsWith("namespace ") &&
      before.text.startsWith(`${open}\n`) &&
      before.text.endsWith(close)
    )
      out[out.length - 1] = {
        text: before.text.slice(0, -close.length) + part.text.slice(open.length + 1),
        imports: [...before.imports, ...part.imports],
      };
    else out.push(part);
  }
  return out;
}

function importedFunctions(group: Group, cx: Context): Fragment {
  if (group.functions.length === 0) return empty;
  const all = group.functions.map((fn) => cx.func(fn));
  const raw = code`
    namespace okrt_raw {
    ${all.map(rawImport)}
    }  // namespace okrt_raw`;
  const free = all.filter((f) => f.fn.resource === undefined);
  return within(
    groupNamespace(group, cx.plan),
    paragraphs([heading(group), ...free.map(declaration), raw, ...all.map(definition)]),
    cx,
  );
}

const heading = (group: Group): Fragment => {
  const text = docText(group.docs);
  return text === "" ? empty : comment(text);
};

/**
 * An interface is exported where the app says so, because a linker keeps every export: a default for a handler that the
 * app leaves out would make the host deliver events to it.
 */
function exported(group: Group, cx: Context): readonly Fragment[] {
  if (group.functions.length === 0 && group.resources.length === 0) return [];
  const namespace = groupNamespace(group, cx.plan);
  const all = group.functions.map((fn) => cx.func(fn));
  const free = all.filter((f) => f.fn.resource === undefined);
  const objects = group.resources.map((id) => {
    const methods = all.filter((f) => f.fn.resource === id).map(objectMethod);
    const title = code`/// ${resourceRef(id, cx)}::rep, the app's own object:`;
    return lines([title, ...methods, "///   static void destroy(rep *self);"]);
  });
  const implemented = `What an app implements: a struct with these functions, named in ${macroName(group, cx)}.`;
  const handlers = code`
    ${heading(group)}
    ${objects}
    ${
      free.length === 0
        ? empty
        : code`
    ${comment(implemented)}
    struct handlers {
      ${paragraphs(free.map(declaration))}
    };`
    }`;
  const calls = code`
    namespace okrt_call {

    ${paragraphs(all.map(callTemplate))}

    }  // namespace okrt_call`;
  const wrappers = all.flatMap((f) => exportWrappers(f, namespace));
  const destructors = group.resources.map((id) => {
    const { text } = resourceRef(id, cx);
    return code`
      OKRT_EXPORTED("${cx.resource(id).destructor ?? ""}")
      static void okrt_destroy_${cx.names.resource(id)}(int32_t self) {
        using rep = ::okrt::rep_of<App, ${text}>;
        rep::destroy(::okrt::pointer<rep>(self));
      }`;
  });
  const has = free.length === 0 ? ["true"] : free.map((f) => `requires { &App::${cx.names.func(f.fn)}; }`);
  const exports = code`
    template <class App>
    concept okrt_implements = ${has.join(" || ")};

    template <class App, bool = okrt_implements<App>>
    struct okrt_export {};
    template <class App>
    struct okrt_export<App, true> {
      static_assert(okrt_implements<App>, "the struct has none of the functions of this interface");
      ${[...wrappers, ...destructors]}
    };`;
  return [
    within(namespace, paragraphs([handlers, calls, exports]), cx),
    code`
      /// Write ${macroName(group, cx)}(struct); once, outside of functions, to export these.
      ${macro(macroName(group, cx), code`template struct ::${namespace}::okrt_export<App, true>`)}`,
  ];
}

function objectMethod(cx: FuncContext): Fragment {
  const { text, imports } = signature(cx);
  return { text: `///   ${cx.fn.kind === "method" ? "" : "static "}${text.replaceAll(/\n\s*/g, " ")};`, imports };
}

/** `OCRE_SYSTEM_TIMER_HANDLER_EXPORT`; the world's own functions must not take the name of the world's macro. */
export function macroName(group: Group, cx: Context): string {
  const base = (g: Group): string =>
    `${macroPrefix({ package: g.package, interface: g.name })}${g.kind === "world" ? "_ROOT" : ""}`;
  return `${exportName(group, cx.plan, base)}_EXPORT`;
}

export const worldMacro = ({ plan: { world } }: Context): string =>
  `${macroPrefix({ package: world.package, interface: world.name })}_WORLD_EXPORT`;

function macro(name: string, body: Fragment): Fragment {
  const continued = body.text.split("\n").map((line) => `  ${line}`);
  return { text: [`#define ${name}(App)`, ...continued].join(" \\\n"), imports: body.imports };
}

/** One include for everything, and one macro for a world whose every export one struct implements. */
function worldParts(cx: Context): readonly Fragment[] {
  const groups = cx.plan.groups.filter((g) => g.direction === "export" && g.functions.length + g.resources.length > 0);
  const macros = groups.map((g) => `${macroName(g, cx)}(App)`);
  const some = groups.map((g) => `template struct ::${groupNamespace(g, cx.plan)}::okrt_export<App>`);
  const all = code`
    /// Write ${worldMacro(cx)}(struct); once, outside of functions, to export every interface of the world.
    ${macro(worldMacro(cx), join(macros, ";\n"))}

    /// The same for the interfaces of which the struct has a function.
    ${macro("WIT_APP", join(some, ";\n"))}`;
  const unnamed = cx.plan.types.filter((t) => t.home === undefined);
  return [comment(cx.plan.world.docs), layoutAsserts(unnamed, cx), macros.length === 0 ? empty : all];
}

/** What to compile and how to link; the memory of the C SDK serves C++ as well. */
export function extraFiles(cx: Context): FileSet {
  const from = cx.plan.sources.join(", ");
  const libc = cx.options.get("realloc") === "libc";
  const config = code`
    ${banner("//", cx.version, from)}
    #ifndef OKRT_CONFIG_H
    #define OKRT_CONFIG_H

    /// Bytes for strings and lists that the host hands to the app; 0: none.
    #ifndef OKRT_ARENA_BYTES
    #define OKRT_ARENA_BYTES ${cx.options.get("realloc") === "arena" ? String(cx.options.get("arena-bytes")) : "0"}
    #endif

    #endif
  `;
  const memory = libc ? ["okrt.h", "okrt_libc.c"] : ["okrt.h", "okrt_arena.c", "okrt_memory.c"];
  return [
    clangFormat,
    { path: "okrt_config.h", text: `${config.text}\n` },
    { path: "flags.txt", text: banner("#", cx.version, from) + flags(libc) },
    ...runtimeFiles("c", cx.version, { only: memory }).map((f) => ({ ...f, path: f.path.replace(/\.c$/, ".cpp") })),
  ];
}

/** Arguments of the compiler, one a line. With -flto a libc's malloc imports random numbers from WASI. */
function flags(libc: boolean): string {
  return `
# Compile every .cpp file of this folder together with the app's, with this folder as an include folder (-I).
# A build may read the lines that do not begin with '#'; each is one argument.
#
# A later -std=c++23 works as well. Global objects are not destroyed, because an app has no end at which it could be done.
# mvp: no instruction that a small engine lacks. __heap_base and __data_end let a microcontroller host shrink the
# memory to what the app uses; the stack of 1 KiB must hold what the app's own functions need.
${libc ? "--target=wasm32-wasi\n-mexec-model=reactor" : "--target=wasm32-freestanding\n-nostdlib\n-flto"}
-mcpu=mvp
-Oz
-std=c++20
-fno-exceptions
-fno-rtti
-fno-threadsafe-statics
-fno-c++-static-destructors
-Wl,--no-entry
-Wl,--strip-all
-Wl,--export=__heap_base
-Wl,--export=__data_end
-Wl,-z,stack-size=${libc ? 16384 : 1024}
`;
}

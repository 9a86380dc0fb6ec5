/** Files of a C SDK: a header for each package, one for the world, the build flags; and the app's stubs. */
import type { Group } from "../../abi/plan-model.js";
import type { Context, FilePlan } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { clangFormat } from "../../emit/c-family/clang-format.js";
import { exportName } from "../../emit/c-family/export-name.js";
import { layerHeaders } from "../../emit/c-family/layer.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { FileSet } from "../../emit/files.js";
import { comment } from "./comment.js";
import { layoutAsserts, resourceDecl, typeDecl } from "./declarations.js";
import { exportWrappers } from "./functions.js";
import { headerOf, headerOrder, packageHeader, shared } from "./headers.js";
import { prefixOf, snake, upper } from "./names.js";
import { repOf } from "./types.js";

/** Names that files of every SDK have. */
const ownHeaders = /^(wit|okrt(_.*)?|ocre_.*)$/;

export function worldHeader(cx: Context): string {
  const name = snake(cx.plan.world.name);
  return ownHeaders.test(name) ? `${name}_world.h` : `${name}.h`;
}

export function files(cx: Context): readonly FilePlan[] {
  const packages = headerOrder(cx).map((path) => ({
    path,
    title: path,
    groups: cx.plan.groups.filter((g) => packageHeader(g.package, cx) === path),
  }));
  return [
    { path: shared, title: "types without a name", groups: [] },
    ...packages,
    { path: worldHeader(cx), title: "the world", groups: cx.plan.groups },
  ];
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const isWorld = plan.path === worldHeader(cx);
  const all = paragraphs(isWorld ? worldParts(cx) : packageParts(plan, cx));
  const used = isWorld ? headerOrder(cx) : [...new Set(all.imports.map((i) => i.from))].sort();
  const includes = used.filter((from) => from !== plan.path && from !== shared);
  const base = plan.path === shared ? "okrt.h" : shared;
  const guard = upper(`${plan.path.replaceAll(/[^A-Za-z0-9]/g, "_")}`);
  const body = isWorld ? all : externC(all);
  return code`
    ${banner("/* */", cx.version, cx.plan.sources.join(", "))}
    #ifndef OKRT_${guard}
    #define OKRT_${guard}

    ${paragraphs([
      lines([base, ...includes, ...(isWorld ? layerHeaders("c", cx.plan) : [])].map((from) => `#include "${from}"`)),
      body,
      "#endif",
    ])}
  `;
}

const externC = (body: Fragment): Fragment =>
  body.text === ""
    ? empty
    : code`
    #ifdef __cplusplus
    extern "C" {
    #endif

    ${body}

    #ifdef __cplusplus
    }
    #endif`;

/** Handles first, because everything may hold them; then types in dependency order; then functions. */
function packageParts(plan: FilePlan, cx: Context): readonly Fragment[] {
  const types = cx.plan.types.filter((t) => headerOf(t, cx) === plan.path);
  const resources = plan.groups.flatMap((g) => g.resources);
  return [
    ...resources.map((id) => resourceDecl(cx.resource(id), [], cx)),
    ...types.map((t) => typeDecl(t, cx)),
    layoutAsserts(types, cx),
    ...plan.groups.flatMap((g) => [heading(g), ...cx.declarations(g).functions, exportMacro(g, cx)]),
  ];
}

function heading(group: Group): Fragment {
  if (group.functions.length === 0) return empty;
  const what = group.direction === "import" ? "Imported" : "Implemented by the app";
  return comment(
    `${what}: ${group.module === "$root" ? `world ${group.name}` : group.module}\n\n${docText(group.docs)}`.trim(),
  );
}

/** `OCRE_SYSTEM_TIMER_HANDLER_EXPORT`; the world's own functions must not take the name of the world's macro. */
function macroName(group: Group, cx: Context): string {
  const base = (g: Group): string =>
    `${upper(prefixOf({ package: g.package, interface: g.name }))}${g.kind === "world" ? "_ROOT" : ""}`;
  return `${exportName(group, cx.plan, base)}_EXPORT`;
}

/**
 * An interface is exported where the app says so, because a linker keeps every export: a default for a handler that the
 * app leaves out would make the host deliver events to it.
 */
function exportMacro(group: Group, cx: Context): Fragment {
  if (group.direction !== "export" || (group.functions.length === 0 && group.resources.length === 0)) return empty;
  const wrappers = group.functions.flatMap((fn) => exportWrappers(cx.func(fn)));
  const destructors = group.resources.map((id) => {
    const resource = cx.resource(id);
    const base = cx.names.resource(id).replace(/_t$/, "");
    return code`
      OKRT_EXPORT("${resource.destructor ?? ""}")
      void okrt_destroy_${base}(int32_t rep) {
        ${base}_destroy(OKRT_POINTER(${repOf(base)}, rep));
      }`;
  });
  return code`
    /* Write ${macroName(group, cx)}(); once, outside of functions, to export these. */
    ${macro(macroName(group, cx), lines([...wrappers, ...destructors, "OKRT_END"]))}`;
}

/** A macro of several lines. */
function macro(name: string, body: Fragment): Fragment {
  const continued = body.text.split("\n").map((line) => `  ${line}`);
  return { text: [`#define ${name}()`, ...continued].join(" \\\n"), imports: body.imports };
}

/** Everything of the world in one include, and one macro for a world whose every export the app implements. */
function worldParts(cx: Context): readonly Fragment[] {
  const macros = cx.plan.groups.filter((g) => exportMacro(g, cx).text !== "").map((g) => `${macroName(g, cx)}();`);
  const last = macros.pop();
  if (last === undefined) return [comment(cx.plan.world.docs)];
  const all = worldMacro(cx);
  return [
    comment(cx.plan.world.docs),
    code`
      /* Write ${all}(); once, outside of functions, to export every interface of the world. */
      ${macro(all, lines([...macros, last.slice(0, -1)]))}`,
  ];
}

/** Exports every interface of the world. */
export function worldMacro(cx: Context): string {
  return `${upper(prefixOf({ package: cx.plan.world.package, interface: cx.plan.world.name }))}_WORLD_EXPORT`;
}

/** For `ocrekit build` and every other build: what to compile and how to link. */
export function extraFiles(cx: Context): FileSet {
  const text = (lead: string): string => banner("#", cx.version, cx.plan.sources.join(", ")) + lead;
  const bytes = arenaBytes(cx);
  const config = code`
    ${banner("/* */", cx.version, cx.plan.sources.join(", "))}
    #ifndef OKRT_CONFIG_H
    #define OKRT_CONFIG_H

    /* Bytes for strings and lists that the host hands to the app; 0: none. */
    #ifndef OKRT_ARENA_BYTES
    #define OKRT_ARENA_BYTES ${bytes}
    #endif

    #endif
  `;
  return [
    clangFormat,
    { path: "okrt_config.h", text: `${config.text}\n` },
    { path: "flags.txt", text: text(flags(cx)) },
  ];
}

export function arenaBytes(cx: Context): number {
  return cx.options.get("realloc") === "arena" ? Number(cx.options.get("arena-bytes")) : 0;
}

/** Arguments of the compiler, one a line. With -flto a libc's malloc imports random numbers from WASI. */
function flags(cx: Context): string {
  const libc = cx.options.get("realloc") === "libc";
  return `
# Compile every .c file of this folder together with the app's, with this folder as an include folder (-I).
# A build may read the lines that do not begin with '#'; each is one argument.
#
# mvp: no instruction that a small engine lacks. __heap_base and __data_end let a microcontroller host shrink the
# memory to what the app uses; the stack of 1 KiB must hold what the app's own functions need.
${libc ? "--target=wasm32-wasi\n-mexec-model=reactor" : "--target=wasm32-freestanding\n-nostdlib\n-flto"}
-mcpu=mvp
-Oz
-Wl,--no-entry
-Wl,--strip-all
-Wl,--export=__heap_base
-Wl,--export=__data_end
-Wl,-z,stack-size=1024
`;
}

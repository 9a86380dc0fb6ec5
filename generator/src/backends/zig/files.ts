/** Files of a Zig SDK: one for each interface and direction, the root that names them all, and the compiler's flags. */
import type { Context, FilePlan, FuncContext } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { runtimePaths } from "../../emit/runtime.js";
import { comment } from "./comment.js";
import { resourceDecl, typeDecl } from "./declarations.js";
import { glueName } from "./functions.js";
import { handlerName, looseNames, type Place, placeOfFile, placesOf, root } from "./places.js";

export function files(cx: Context): readonly FilePlan[] {
  const places = placesOf(cx).map(({ path, group }) => ({
    path,
    title: path,
    groups: group === undefined ? [] : [group],
  }));
  return [...places, { path: root, title: "the world", groups: cx.plan.groups }];
}

export function file(plan: FilePlan, cx: Context): Fragment {
  const place = placeOfFile(plan.path, cx);
  const head = banner("//", cx.version, cx.plan.sources.join(", "));
  if (place === undefined) return paragraphs([lines([head, comment(cx.plan.world.docs, [], "//!")]), ...rootParts(cx)]);
  const body = paragraphs(placeParts(place, cx));
  // A file's own declarations need no prefix.
  const text = body.text.replaceAll(`sdk.${place.segments.join(".")}.`, "");
  const up = "../".repeat(place.segments.length - 1);
  return paragraphs([
    lines([head, comment(place.group?.docs, [], "//!")]),
    lines([
      text.includes("sdk.") ? `const sdk = @import("${up}${root}");` : empty,
      text.includes("wit.") ? `const wit = @import("${up}wit.zig");` : empty,
    ]),
    text,
  ]);
}

function placeParts(place: Place, cx: Context): readonly Fragment[] {
  const { group } = place;
  const all = group === undefined ? [] : group.functions.map((fn) => cx.func(fn));
  const imports = group?.direction === "import" ? all : [];
  const printed = group === undefined ? [] : cx.declarations(group).functions;
  const of = (keep: (fn: FuncContext["fn"]) => boolean): readonly Fragment[] =>
    imports.flatMap(({ fn }, i) => (keep(fn) ? [printed[i] ?? empty] : []));
  return [
    ...place.types.map((type) => typeDecl(type, cx)),
    ...place.resources.map((id) =>
      resourceDecl(
        cx.resource(id),
        of((fn) => fn.resource === id),
        cx,
      ),
    ),
    ...of((fn) => fn.resource === undefined),
    group?.direction === "export" ? exportFrom(place, all, printed, cx) : empty,
  ];
}

/** Nothing is exported before the app's type is known, so what it leaves out costs nothing. */
function exportFrom(
  place: Place,
  functions: readonly FuncContext[],
  printed: readonly Fragment[],
  cx: Context,
): Fragment {
  const isWorld = place.group?.kind === "world";
  const receives = functions.some(
    ({ fn }) => fn.signature.spilledParams || fn.params.some((p) => cx.type(p.type).hasPointers),
  );
  const destructors = place.resources.map((id) => {
    const resource = cx.resource(id);
    const name = cx.names.resource(id);
    return {
      glue: code`
        fn destroy${name}(self: *wit.Rep) callconv(.c) void {
            self.as(impl.${name}).deinit();
        }`,
      line: `@export(&glue.destroy${name}, .{ .name = "${resource.destructor ?? ""}" });`,
    };
  });
  const line = (fcx: FuncContext): Fragment => {
    const { fn } = fcx;
    const own = `@export(&glue.${glueName("export", fn, fcx)}, .{ .name = "${fn.core.field}" });`;
    const post =
      fn.post === undefined ? empty : `@export(&glue.${glueName("post", fn, fcx)}, .{ .name = "${fn.post.name}" });`;
    const both = lines([own, post]);
    return isWorld
      ? code`
      if (@hasDecl(impl, "${cx.names.func(fn)}")) {
          ${both}
      }`
      : both;
  };
  return code`
    /// Exports the functions of \`impl\`; \`sdk.exportApp\` calls this.
    pub fn exportFrom(comptime impl: type) void {
        ${receives ? "_ = wit.memory;" : empty}
        const glue = struct {
            ${paragraphs([...printed, ...destructors.map((d) => d.glue)])}
        };
        ${[...functions.map(line), ...destructors.map((d) => d.line)]}
    }`;
}

/** Runtime files that only \`wit.zig\` uses. */
const ofTheArena = new Set(["block.zig", "heap.zig"]);

/** Nested name spaces, in the order of the plan. */
interface Branch {
  readonly path?: string;
  readonly parts: Map<string, Branch>;
}

function rootParts(cx: Context): readonly Fragment[] {
  const tree: Branch = { parts: new Map() };
  for (const { segments, path } of placesOf(cx)) {
    let at = tree;
    for (const [i, segment] of segments.entries()) {
      const next: Branch = at.parts.get(segment) ?? {
        parts: new Map(),
        ...(i === segments.length - 1 ? { path } : {}),
      };
      at.parts.set(segment, next);
      at = next;
    }
  }
  const branch = (name: string, { path, parts }: Branch): Fragment =>
    path !== undefined
      ? code`pub const ${name} = @import("${path}");`
      : code`
      pub const ${name} = struct {
          ${[...parts].map(([inner, part]) => branch(inner, part))}
      };`;
  return [
    lines(
      runtimePaths("zig", { plan: cx.plan })
        .filter((path) => !ofTheArena.has(path))
        .map((path) => `pub const ${path.replace(/\.zig$/, "")} = @import("${path}");`),
    ),
    ...[...tree.parts].map(([name, part]) => branch(name, part)),
    ...tuples(cx),
    exportApp(cx),
  ];
}

/** One for each number of members. */
function tuples(cx: Context): readonly Fragment[] {
  const sizes = cx.plan.types.flatMap(({ kind, name }) =>
    kind.k === "record" && (kind.shape === "tuple" || name === undefined) ? [kind.fields.length] : [],
  );
  return [...new Set(sizes)]
    .toSorted((a, b) => a - b)
    .map((size) => {
      const all = Array.from({ length: size }, (_, i) => i);
      return code`
      pub fn Tuple${size}(${all.map((i) => `comptime T${i}: type`).join(", ")}) type {
          return extern struct {
              ${all.map((i) => `@"${i}": T${i},`)}
          };
      }`;
    });
}

function exportApp(cx: Context): Fragment {
  const groups = placesOf(cx).flatMap((place) =>
    place.group?.direction === "export" ? [{ group: place.group, segments: place.segments.join(".") }] : [],
  );
  if (groups.length === 0) return empty;
  const exported = groups.map(({ group, segments }) => {
    const name = handlerName(group, cx);
    if (group.kind === "world") return `${segments}.exportFrom(App);`;
    const own = looseNames(group, cx);
    if (own.length === 0) return `if (@hasDecl(App, "${name}")) ${segments}.exportFrom(App.${name});`;
    return code`
      if (@hasDecl(App, "${name}")) {
          ${segments}.exportFrom(App.${name});
      } else if (${own.map((fn) => `@hasDecl(App, "${fn}")`).join(" or ")}) {
          ${segments}.exportFrom(App);
      }`;
  });
  const loose = groups.some(({ group }) => looseNames(group, cx).length > 0);
  return code`
    /// Exports what \`App\` implements, an interface for each name space that it declares; the others are not in the
    /// module. In the app's main file: \`comptime { sdk.exportApp(App); }\`.
    ${loose ? "/// Handlers of events may stand in `App` itself as well." : empty}
    pub fn exportApp(comptime App: type) void {
        ${exported}
    }`;
}

/** For \`ocrekit build\` and every other build: how to compile. */
export function extraFiles(cx: Context): FileSet {
  const head = (style: "#" | "//"): string => banner(style, cx.version, cx.plan.sources.join(", "));
  const config = code`
    ${head("//")}

    /// Bytes for strings and lists that the host hands to the app.
    pub const arena_bytes = ${arenaBytes(cx)};
    /// Whether blocks of the heap join them when they are full.
    pub const grows = ${String(cx.options.get("realloc") === "heap")};
  `;
  return [
    { path: "config.zig", text: `${config.text.trimEnd()}\n` },
    { path: "flags.txt", text: head("#") + flags(cx) },
  ];
}

export const arenaBytes = (cx: Context): number => Number(cx.options.get("arena-bytes"));

const modes = new Map([
  ["small", "ReleaseSmall"],
  ["safe", "ReleaseSafe"],
  ["fast", "ReleaseFast"],
]);

/** Arguments of the compiler, one a line. */
const flags = (cx: Context): string => `
# zig build-exe <these> --dep sdk -Mroot=app.zig -Msdk=<this folder>/sdk.zig -femit-bin=app.wasm
# A build may read the lines that do not begin with '#'; each is one argument.
#
# mvp and four old extensions: no instruction that a small engine lacks. __heap_base and __data_end let a
# microcontroller host shrink the memory to what the app uses; the stack must hold what the app's own functions need.
-target
wasm32-freestanding
-mcpu=mvp+bulk_memory+mutable_globals+nontrapping_fptoint+sign_ext
-O${modes.get(String(cx.options.get("optimize"))) ?? "ReleaseSmall"}
-fstrip
-fno-entry
-rdynamic
--export=__heap_base
--export=__data_end
--stack
4096
`;

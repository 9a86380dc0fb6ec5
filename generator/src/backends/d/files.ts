/** Modules of a D SDK: one for each interface and direction, the root that exports an app, and the compiler's flags. */
import type { Context, FilePlan, FuncContext } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import type { FileSet } from "../../emit/files.js";
import { settle } from "../../emit/line-breaks.js";
import { comment } from "./comment.js";
import { resourceDecl, typeDecl } from "./declarations.js";
import { coreImport, exportedAs } from "./functions.js";
import { aliasOf, handlerName, type Place, placeOfFile, placesOf, root } from "./places.js";

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
  if (place === undefined)
    return paragraphs([head, lines([comment(cx.plan.world.docs), "module sdk;"]), ...rootParts(cx)]);
  return paragraphs([
    head,
    lines([comment(place.group?.docs), `module ${place.module};`]),
    settled(paragraphs(placeParts(place, cx)), place.module),
  ]);
}

/** Names of other modules behind their aliases, and the imports of those in front. */
export function settled(body: Fragment, module: string): Fragment {
  const spell = (from: string, name: string): string => (from === module ? name : `${aliasOf(from)}.${name}`);
  const text = settle(body.text, 120, spell, "    ");
  const others = [...new Set(body.imports.map((item) => item.from))].filter((from) => from !== module).toSorted();
  return paragraphs([
    lines([
      /(?<![.\w])wit\./.test(text) ? "static import wit;" : empty,
      ...others.map((from) => `import ${aliasOf(from)} = ${from};`),
    ]),
    text,
  ]);
}

function placeParts(place: Place, cx: Context): readonly Fragment[] {
  const { group } = place;
  const all = group === undefined ? [] : group.functions.map((fn) => cx.func(fn));
  const isImport = group?.direction === "import";
  const printed = group === undefined ? [] : cx.declarations(group).functions;
  const of = (keep: (fn: FuncContext["fn"]) => boolean): readonly Fragment[] =>
    isImport ? all.flatMap(({ fn }, i) => (keep(fn) ? [printed[i] ?? empty] : [])) : [];
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
    ...(isImport ? all.map(coreImport) : []),
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
  const destructors = place.resources.map((id) => {
    const name = cx.resource(id).destructor ?? "";
    return exportedAs(
      name,
      code`extern (C) void destroy_${cx.names.resource(id)}(wit.Rep* self)`,
      `self.to!(Impl.${cx.names.resource(id)}).close();`,
    );
  });
  const parts = functions.map(({ fn }, i) =>
    isWorld
      ? code`
      static if (__traits(hasMember, Impl, "${cx.names.func(fn)}"))
      {
          ${printed[i] ?? empty}
      }`
      : (printed[i] ?? empty),
  );
  const receives = functions.some(
    ({ fn }) => fn.signature.spilledParams || fn.params.some((p) => cx.type(p.type).hasPointers),
  );
  return code`
    /// Exports the functions of \`Impl\`; \`sdk.exportApp\` does this.
    template exportFrom(alias Impl)
    {
        ${paragraphs([receives ? "alias memory_ = wit.memory!();" : empty, ...parts, ...destructors])}
    }`;
}

function rootParts(cx: Context): readonly Fragment[] {
  const places = placesOf(cx).filter(({ group }) => group?.direction === "export");
  if (places.length === 0) return [];
  return [
    lines(places.map(({ module }) => `import ${aliasOf(module)} = ${module};`)),
    code`
    /// Exports what \`App\` implements, a struct for each interface; the others are not in the module. \`App\` is a struct or
    /// a module: \`alias exported = exportApp!App;\` in the app.
    template exportApp(alias App)
    {
        ${places.map(({ module, group }) => {
          if (group === undefined) return empty;
          const name = handlerName(group, cx);
          return group.kind === "world"
            ? `alias part_${aliasOf(module)} = ${aliasOf(module)}.exportFrom!App;`
            : code`
            static if (__traits(hasMember, App, "${name}"))
                alias part_${aliasOf(module)} = ${aliasOf(module)}.exportFrom!(App.${name});`;
        })}
    }`,
  ];
}

/** For `ocrekit build` and every other build: how to compile. */
export function extraFiles(cx: Context): FileSet {
  const head = (style: "#" | "//"): string => banner(style, cx.version, cx.plan.sources.join(", "));
  const config = `${head("//")}

/// Sizes that the app's author chose.
module wit_config;

/// Bytes for strings and lists that the host hands to the app.
enum size_t arenaBytes = ${arenaBytes(cx)};
`;
  return [
    { path: "wit_config.d", text: config },
    { path: "flags.txt", text: head("#") + flags },
  ];
}

export const arenaBytes = (cx: Context): number => Number(cx.options.get("arena-bytes"));

/** Arguments of the compiler and of the linker, one a line. */
const flags = `
# ldc2 <these without -L> -I<this folder> -c -of=app.o app.d <all .d files of this folder>
# wasm-ld <those with -L, without it> -o app.wasm app.o
# A build may read the lines that do not begin with '#'; each is one argument.
#
# Four old extensions: no instruction that a small engine lacks. __heap_base and __data_end let a microcontroller host
# shrink the memory to what the app uses; the stack must hold what the app's own functions need.
-betterC
-mtriple=wasm32-unknown-unknown-wasm
-mattr=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext
-Oz
-fvisibility=hidden
-L--no-entry
-L--strip-all
-L--export-if-defined=__heap_base
-L--export-if-defined=__data_end
-L-zstack-size=4096
`;

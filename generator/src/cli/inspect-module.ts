/** `ocrekit inspect APP.wasm` as text and as JSON. */
import { readFileSync } from "node:fs";
import { describeModule, type ImportDescription, type ModuleDescription } from "../build/describe-module.js";
import { type Diagnostic, defineDiagnostics } from "../diagnostics/index.js";
import { witFolder } from "../emit/package-root.js";
import { parseDirectives } from "../graph/directives.js";
import { loadWit } from "../graph/index.js";
import { binaryKind, readModule, WasmFormatError } from "../wasm/index.js";
import type { Shown } from "./inspect.js";

const diagnostics = defineDiagnostics({
  "inspect/not-a-module": {
    message: (p: { path: string; why: string }) => `${p.path} is no core module: ${p.why}`,
    hint: () => "'ocrekit build' makes one; a component holds modules, inspect those",
  },
  "inspect/no-wit": {
    message: () => "the WIT packages of ocrekit are not there",
    hint: () => "say with --wit where the packages of the module are",
  },
});

const pageKib = 64;

/** `wit`: packages of the user's own, which our packages complete. */
export async function showModule(path: string, shown: string, wit: string | undefined): Promise<Shown> {
  const bytes = readFileSync(path);
  const kind = binaryKind(bytes);
  if (kind !== "module")
    return { diagnostics: [noModule(shown, `it is ${kind === "component" ? "a component" : "something else"}`)] };
  const ours = witFolder();
  const from = wit ?? ours;
  if (from === undefined) return { diagnostics: [diagnostics("inspect/no-wit", undefined)] };
  const loaded = loadWit(from, ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } });
  if (loaded.graph === undefined) return loaded;
  const parsed = parseDirectives(loaded.graph);
  try {
    const description = describeModule(readModule(bytes), loaded.graph, parsed.directives);
    return { text: textOf(shown, description), json: { path: shown, ...description }, diagnostics: [] };
  } catch (error) {
    if (error instanceof WasmFormatError) return { diagnostics: [noModule(shown, error.message)] };
    throw error;
  }
}

function noModule(path: string, why: string): Diagnostic {
  return diagnostics("inspect/not-a-module", undefined, { path, why });
}

function textOf(path: string, { kind, bytes, memory, imports, exports, atMost }: ModuleDescription): string {
  const memories = memory.map(({ imported, pages, maxPages }) => {
    const most =
      maxPages === undefined ? "may grow" : maxPages === pages ? "fixed" : `at most ${maxPages * pageKib} KiB`;
    return `${pages * pageKib} KiB, ${most}${imported ? ", imported" : ""}`;
  });
  const lines = [
    `${path}: ${kinds[kind]}`,
    `  size    ${bytes.total} bytes (code ${bytes.code}, data ${bytes.data})`,
    `  memory  ${memories.join("; ") || "none"}`,
    "",
    "imports",
    ...groupByModule(imports),
    "",
    "exports",
    ...exports.map((name) => `  ${name}`),
    "",
    "can ask for at most",
    ...(atMost.length === 0 ? ["  nothing"] : atMost.map((permission) => `  ${permission}`)),
  ];
  const unknown = imports.filter(({ guard }) => guard === "unknown").length;
  if (unknown > 0)
    lines.push(
      "",
      `${unknown} import${unknown === 1 ? " is" : "s are"} in no package that was read; --wit names further ones`,
    );
  return `${lines.join("\n")}\n`;
}

const kinds = {
  command: "a command",
  reactor: "a reactor",
  library: "neither a command nor a reactor",
  both: "a command and a reactor; hosts refuse that",
} satisfies Record<ModuleDescription["kind"], string>;

function groupByModule(imports: readonly ImportDescription[]): readonly string[] {
  if (imports.length === 0) return ["  none"];
  const width = Math.max(...imports.map(({ name }) => name.length));
  const modules = [...new Set(imports.map(({ module }) => module))];
  return modules.flatMap((module) => [
    `  ${module}`,
    ...imports.filter((one) => one.module === module).map((one) => `    ${one.name.padEnd(width)}  ${meaning(one)}`),
  ]);
}

function meaning({ guard, permissions }: ImportDescription): string {
  switch (guard) {
    case "requires":
      return permissions.join(", ");
    case "inherits":
      return "by the handle";
    case "unrestricted":
      return permissions.length === 0 ? "no permission" : `shows what ${permissions.join(", ")} covers`;
    case "drop":
      return "gives a handle back";
    case "undirected":
      return "no directive: a host refuses it, unless told otherwise";
    case "unknown":
      return "unknown";
  }
}

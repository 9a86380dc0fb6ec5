/** The whole way from a WIT path to files: load, check, plan, generate; every mistake of the user on the way is collected. */
import { readFileSync } from "node:fs";
import { type Plan, planWorld } from "../abi/index.js";
import { checkGraph } from "../check/index.js";
import { type Diagnostic, defineDiagnostics } from "../diagnostics/index.js";
import type { FileSet } from "../emit/files.js";
import { generatorVersion, witFolder } from "../emit/package-root.js";
import type { Directives } from "../graph/directive-model.js";
import { parseDirectives } from "../graph/directives.js";
import { type Graph, loadWit, printWit, selectWorld } from "../graph/index.js";
import type { Backend, OptionValues } from "./contract.js";
import { generate } from "./driver.js";
import type { Renderer } from "./renderer.js";
import { supportDiagnostics } from "./support.js";

const diagnostics = defineDiagnostics({
  "directive/side-file": {
    message: (p: { path: string; problem: string }) => `cannot read '${p.path}': ${p.problem}`,
    hint: () => "give --directives the path of a text file",
  },
});

export interface FromWitRequest {
  /** A file or a folder. */
  readonly wit: string;
  /** How banners and diagnostics name it, which must not depend on where a project lies: `wit` itself when absent. */
  readonly shownAs?: string;
  readonly world?: string;
  readonly features?: readonly string[];
  readonly allFeatures?: boolean;
  /** Path of a side file of directives. */
  readonly directives?: string;
  /** What a function without a guard is, for hosts; an error by default. */
  readonly undirected?: "error" | "deny" | "allow";
  readonly strict?: boolean;
  readonly stubs?: "empty" | "echo";
  readonly options?: OptionValues;
}

export interface FromWitResult {
  /** Empty when one of the diagnostics is an error. */
  readonly files: FileSet;
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when the WIT has an error. */
  readonly plan?: Plan;
}

const failed = (list: readonly Diagnostic[]): boolean => list.some((d) => d.severity === "error");

export function generateFromWit(backend: Backend, request: FromWitRequest): FromWitResult {
  const { plan, graph, diagnostics: found } = planFromWit(backend, request);
  if (plan === undefined || failed(found))
    return { files: [], diagnostics: found, ...(plan === undefined ? {} : { plan }) };
  const generated = generate(backend, plan, {
    ...(request.options === undefined ? {} : { options: request.options }),
    ...(request.stubs === undefined ? {} : { stubs: request.stubs }),
    ...(graph === undefined ? {} : { wit: printWit(backend.toolGraph?.(graph) ?? graph) }),
  });
  return { files: generated.files, diagnostics: [...found, ...generated.diagnostics], plan };
}

/** Documents, and SDKs that another tool's bindings carry: the same way without a plan. */
export async function renderFromWit(renderer: Renderer, request: FromWitRequest): Promise<Omit<FromWitResult, "plan">> {
  const { graph, directives, diagnostics: before } = readWit("guest", request);
  if (graph === undefined || directives === undefined || failed(before)) return { files: [], diagnostics: before };
  const world = renderer.worlds === "one" ? selectWorld(graph, request.world) : undefined;
  if (typeof world === "object") return { files: [], diagnostics: [...before, world] };
  const { files, diagnostics: found } = await renderer.render({
    graph,
    directives,
    ...(world === undefined ? {} : { world }),
    options: request.options ?? new Map(),
    ...(request.stubs === undefined ? {} : { stubs: request.stubs }),
    version: generatorVersion(),
  });
  return { files, diagnostics: [...before, ...found] };
}

/** Everything before the printing. */
export function planFromWit(
  backend: Pick<Backend, "id" | "title" | "side" | "profile" | "supports">,
  request: FromWitRequest,
): Omit<FromWitResult, "files"> & { readonly graph?: Graph } {
  const { graph, directives, diagnostics: read } = readWit(backend.side, request);
  if (graph === undefined) return { diagnostics: read };
  const world = selectWorld(graph, request.world);
  if (typeof world !== "number") return { diagnostics: [...read, world] };
  if (directives === undefined) return { diagnostics: read };
  const before = [...read, ...supportDiagnostics(graph, world, backend)];
  if (failed(before)) return { diagnostics: before };
  const { plan, diagnostics: planned } = planWorld(graph, directives, world, {
    side: backend.side,
    profile: backend.profile,
    undirected: request.undirected === "allow" ? "allow" : "deny",
  });
  return { plan, graph, diagnostics: [...before, ...planned] };
}

interface ReadWit {
  /** Absent when the WIT has an error. */
  readonly graph?: Graph;
  /** Absent when they cannot be read. */
  readonly directives?: Directives;
  readonly diagnostics: readonly Diagnostic[];
}

function readWit(role: Backend["side"], request: FromWitRequest): ReadWit {
  const own = witFolder();
  const loaded = loadWit(request.wit, {
    ...(request.shownAs === undefined ? {} : { shownAs: request.shownAs }),
    ...(own === undefined ? {} : { builtins: { path: own, shownAs: "ocrekit/wit" } }),
    ...(request.features === undefined ? {} : { features: request.features }),
    ...(request.allFeatures === undefined ? {} : { allFeatures: request.allFeatures }),
  });
  const { graph } = loaded;
  if (graph === undefined) return { diagnostics: loaded.diagnostics };
  const side = readSideFile(request.directives);
  if (side !== undefined && "code" in side) return { graph, diagnostics: [...loaded.diagnostics, side] };
  const parsed = parseDirectives(graph, side === undefined ? {} : { sideFile: side });
  const checked = checkGraph(graph, parsed.directives, {
    strict: request.strict ?? false,
    undirected: request.undirected ?? "error",
    role,
  });
  return {
    graph,
    directives: parsed.directives,
    diagnostics: [...loaded.diagnostics, ...parsed.diagnostics, ...checked],
  };
}

function readSideFile(
  path: string | undefined,
): { readonly path: string; readonly text: string } | Diagnostic | undefined {
  if (path === undefined) return undefined;
  try {
    return { path, text: readFileSync(path, "utf8") };
  } catch (error) {
    const problem = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return diagnostics("directive/side-file", undefined, { path, problem });
  }
}

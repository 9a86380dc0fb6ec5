/** What `ocrekit policy` looks at: the scopes of the WIT, an app's manifest and its module, the grants. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describeModule } from "../build/describe-module.js";
import type { Diagnostic } from "../diagnostics/index.js";
import { witFolder } from "../emit/package-root.js";
import type { Directives } from "../graph/directive-model.js";
import { parseDirectives } from "../graph/directives.js";
import { type Graph, loadWit } from "../graph/index.js";
import {
  type CompiledPolicy,
  compilePolicy,
  type Grants,
  loadGrants,
  loadManifest,
  type Manifest,
  policyDiagnostics,
  type ScopeSpec,
  type ScopeTable,
  scopeTable,
  sourceFromFlag,
} from "../policy/index.js";
import { binaryKind, readModule, WasmFormatError } from "../wasm/index.js";
import { UsageError } from "./args.js";
import type { CommandIo } from "./command-io.js";

export interface PolicyRequest {
  /** A folder, an `ocre.json` or a module. */
  readonly app: string;
  readonly grants: readonly string[];
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly allowAll: boolean;
  /** Packages beside ours. */
  readonly wit: string | undefined;
}

export interface ExaminedApp {
  readonly name: string;
  readonly compiled: CompiledPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

export function examineApp(request: PolicyRequest, io: CommandIo, given?: ScopeTable): ExaminedApp {
  const diagnostics: Diagnostic[] = [];
  const place = findApp(request.app, io);
  const wit = request.wit ?? ownWit(place.folder);
  const packages = given === undefined ? readPackages(wit === undefined ? undefined : resolve(io.cwd, wit)) : [];
  diagnostics.push(...packages.flatMap((one) => one.diagnostics));
  const scopes = given ?? scopeTable(packages.flatMap((one) => scopesOf(one.directives)));

  const manifest = place.manifest === undefined ? undefined : loadManifest(place.manifest, shown(place.manifest, io));
  diagnostics.push(...(manifest?.diagnostics ?? []));
  const grants = request.grants.flatMap((path): readonly Grants[] => {
    const file = resolve(io.cwd, path);
    if (!isFile(file)) throw new UsageError(`there is no '${path}'`);
    const read = loadGrants(file, shown(file, io));
    diagnostics.push(...read.diagnostics);
    return read.ok ? read.value : [];
  });
  const declared = manifest?.ok === true ? manifest.value : undefined;
  const name = declared?.name ?? baseName(request.app);
  if (diagnostics.some((d) => d.severity === "error") || manifest?.ok === false)
    return { name, compiled: { diagnostics: [], missing: [] }, diagnostics };

  const module = place.module ?? modulePath(place.folder, declared);
  const imports =
    given === undefined && module !== undefined ? readImports(module, packages, io, diagnostics) : undefined;
  const compiled = compilePolicy({
    app: name,
    scopes,
    grants,
    allow: request.allow.map((text) => sourceFromFlag("--allow", text)),
    deny: request.deny.map((text) => sourceFromFlag("--deny", text)),
    allowAll: request.allowAll,
    ...(declared === undefined ? {} : { manifest: declared }),
    ...(imports === undefined ? {} : { imports }),
  });
  return { name, compiled, diagnostics: [...diagnostics, ...compiled.diagnostics] };
}

interface AppPlace {
  readonly folder: string;
  readonly manifest?: string;
  readonly module?: string;
}

function findApp(path: string, io: CommandIo): AppPlace {
  const full = resolve(io.cwd, path);
  if (!existsSync(full)) throw new UsageError(`there is no '${path}'`);
  if (statSync(full).isDirectory()) {
    const manifest = join(full, "ocre.json");
    if (!isFile(manifest)) throw new UsageError(`there is no ocre.json in '${path}'`);
    return { folder: full, manifest };
  }
  if (full.endsWith(".json")) return { folder: dirname(full), manifest: full };
  return { folder: dirname(full), module: full };
}

function ownWit(folder: string): string | undefined {
  const path = join(folder, "wit");
  return existsSync(path) ? path : undefined;
}

function modulePath(folder: string, manifest: Manifest | undefined): string | undefined {
  return manifest?.module === undefined ? undefined : resolve(folder, manifest.module);
}

interface Packages {
  readonly diagnostics: readonly Diagnostic[];
  readonly graph?: Graph;
  readonly directives?: Directives;
}

/** Ours, and those of the user, which ours complete. */
function readPackages(wit: string | undefined): readonly Packages[] {
  const ours = witFolder();
  const builtins = ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } };
  return [ours, wit].flatMap((path): readonly Packages[] => {
    if (path === undefined) return [];
    const { graph, diagnostics } = loadWit(
      path,
      path === ours ? { shownAs: "ocrekit/wit", allFeatures: true } : builtins,
    );
    if (graph === undefined) return [{ diagnostics }];
    const parsed = parseDirectives(graph);
    return [{ graph, directives: parsed.directives, diagnostics: [...diagnostics, ...parsed.diagnostics] }];
  });
}

function scopesOf(directives: Directives | undefined): readonly ScopeSpec[] {
  return directives === undefined ? [] : [...directives.scopes.values()];
}

/** `undefined`: not known, which a warning says. */
function readImports(
  path: string,
  packages: readonly Packages[],
  io: CommandIo,
  diagnostics: Diagnostic[],
): readonly string[] | undefined {
  const unknown = (why: string): undefined => {
    diagnostics.push(policyDiagnostics("policy/no-module", undefined, { name: shown(path, io), why }));
  };
  if (!isFile(path)) return unknown("is not built");
  const bytes = readFileSync(path);
  if (binaryKind(bytes) !== "module") return unknown("is no core module");
  try {
    const module = readModule(bytes);
    const permissions = packages.flatMap(({ graph, directives }) =>
      graph === undefined || directives === undefined
        ? []
        : describeModule(module, graph, directives).imports.flatMap((one) => one.permissions),
    );
    return [...new Set(permissions.map((permission) => permission.replace(/\(.*$/s, "")))];
  } catch (error) {
    if (error instanceof WasmFormatError) return unknown(`is damaged (${error.message})`);
    throw error;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function baseName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).replace(/\.wasm$/, "");
}

function shown(path: string, io: CommandIo): string {
  const short = relative(io.cwd, path);
  return short === "" ? "." : short.startsWith("..") ? path : short;
}

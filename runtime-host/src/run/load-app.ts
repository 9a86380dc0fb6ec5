/** From a folder, a manifest or a bare module to an app that may be started. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Diagnostic, defineDiagnostics } from "ocrekit/diagnostics";
import {
  compilePolicy,
  type Grants,
  loadManifest,
  type Manifest,
  type PermissionSource,
  type ScopeTable,
} from "ocrekit/policy";
import { binaryKind, readModule, WasmFormatError, type WasmModule } from "ocrekit/wasm";
import { exportTable } from "../gen/index.js";
import type { ImportEntry } from "../rt/index.js";
import {
  type App,
  checkExports,
  checkImports,
  importedInterfaces,
  importedScopes,
  limitMemory,
  moduleKind,
  type Refusal,
} from "./app.js";

export interface LoadOptions {
  readonly cwd: string;
  readonly grants: readonly Grants[];
  /** Of the command line, for one app. */
  allow(app: string): readonly PermissionSource[];
  deny(app: string): readonly PermissionSource[];
  readonly allowAll: boolean;
  readonly scopes: ScopeTable;
  readonly importTable: readonly ImportEntry[];
}

export interface LoadedApp {
  readonly app?: App;
  readonly diagnostics: readonly Diagnostic[];
  /** Nothing but permissions stands against its start. */
  readonly denied: boolean;
}

const loadDiagnostics = defineDiagnostics({
  "run/no-such-app": {
    message: (p: { path: string }) => `there is no app at ${p.path}`,
    hint: () => "name a folder with ocre.json, an ocre.json, or a .wasm file",
  },
  "run/no-module": {
    message: (p: { name: string; path: string }) => `the module of '${p.name}' is not there: ${p.path}`,
    hint: () => "build it with 'ocrekit build'",
  },
  "run/not-a-module": {
    message: (p: { path: string; why: string; component?: boolean }) => `${p.path} is no core module: ${p.why}`,
    hint: (p: { component?: boolean }) =>
      p.component === true
        ? "components run on other hosts; here goes the module that the component was made of"
        : undefined,
  },
  "run/refused": {
    message: (p: { name: string } & Refusal) => `'${p.name}' ${p.message}`,
    hint: (p: Refusal) => p.hint,
  },
  "run/name-twice": {
    message: (p: { name: string }) => `two apps are called '${p.name}'`,
    hint: () => "names tell containers apart: change 'name' in one ocre.json",
  },
});

interface Found {
  readonly manifest: Manifest | undefined;
  readonly modulePath: string;
  readonly folder: string;
  readonly name: string;
}

export function loadApp(target: string, options: LoadOptions): LoadedApp {
  const found = find(target, options.cwd);
  if ("diagnostics" in found) return { diagnostics: found.diagnostics, denied: false };
  const { manifest, modulePath, folder, name } = found;
  const shown = relative(options.cwd, modulePath) || modulePath;
  if (!existsSync(modulePath)) return refuse(loadDiagnostics("run/no-module", undefined, { name, path: shown }));
  const bytes = new Uint8Array(readFileSync(modulePath));
  const module = readOutline(bytes, shown);
  if ("code" in module) return refuse(module);
  const refusals = [...checkImports(module, options.importTable), ...checkExports(module, exportTable)];
  const kind = moduleKind(module);
  if (typeof kind !== "string") refusals.push(kind);
  const compiled = compilePolicy({
    app: name,
    imports: importedScopes(module, options.importTable),
    ...(manifest === undefined ? {} : { manifest }),
    grants: options.grants,
    allow: options.allow(name),
    deny: options.deny(name),
    allowAll: options.allowAll,
    scopes: options.scopes,
  });
  const { policy } = compiled;
  const capped = policy === undefined ? bytes : limitMemory(bytes, policy.limits.memoryBytes);
  if (!(capped instanceof Uint8Array)) refusals.push(capped);
  else if (!WebAssembly.validate(capped)) refusals.push({ message: "has code that this engine refuses" });
  const diagnostics = [
    ...refusals.map((refusal) => loadDiagnostics("run/refused", undefined, { name, ...refusal })),
    // An import that nobody serves makes every permission for it look useless.
    ...compiled.diagnostics.filter(({ severity }) => refusals.length === 0 || severity === "error"),
  ];
  const missing = compiled.missing.length > 0;
  if (
    refusals.length > 0 ||
    policy === undefined ||
    missing ||
    typeof kind !== "string" ||
    !(capped instanceof Uint8Array)
  ) {
    return { diagnostics, denied: missing && refusals.length === 0 && policy !== undefined };
  }
  const app: App = {
    name,
    version: manifest?.version ?? "",
    kind,
    bytes: capped,
    importedInterfaces: importedInterfaces(module),
    exportNames: module.exports.map((item) => item.name),
    policy,
    folder,
    watchdogMs: manifest?.watchdogMs,
    restart: manifest?.restart ?? "never",
  };
  return { app, diagnostics, denied: false };
}

/** All apps of a run; two of one name are a mistake. */
export function loadApps(targets: readonly string[], options: LoadOptions): readonly LoadedApp[] {
  const names = new Set<string>();
  return targets.map((target) => {
    const loaded = loadApp(target, options);
    const name = loaded.app?.name;
    if (name === undefined) return loaded;
    if (names.has(name)) return refuse(loadDiagnostics("run/name-twice", undefined, { name }));
    names.add(name);
    return loaded;
  });
}

function refuse(diagnostic: Diagnostic): LoadedApp {
  return { diagnostics: [diagnostic], denied: false };
}

function find(target: string, cwd: string): Found | { readonly diagnostics: readonly Diagnostic[] } {
  const path = resolve(cwd, target);
  const nothing = { diagnostics: [loadDiagnostics("run/no-such-app", undefined, { path: target })] };
  if (!existsSync(path)) return nothing;
  if (!statSync(path).isDirectory() && !path.endsWith(".json")) {
    return { manifest: undefined, modulePath: path, folder: dirname(path), name: nameOf(path) };
  }
  const manifestPath = path.endsWith(".json") ? path : join(path, "ocre.json");
  if (!existsSync(manifestPath)) return nothing;
  const loaded = loadManifest(manifestPath, relative(cwd, manifestPath));
  if (!loaded.ok) return { diagnostics: loaded.diagnostics };
  const folder = dirname(manifestPath);
  const { module: file = "build/app.wasm", name } = loaded.value;
  return { manifest: loaded.value, modulePath: resolve(folder, file), folder, name };
}

/** A name for a bare module, of the characters that names have. */
function nameOf(path: string): string {
  const name = basename(path, ".wasm")
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, "");
  return name === "" ? "app" : name.slice(0, 64);
}

function readOutline(bytes: Uint8Array, path: string): WasmModule | Diagnostic {
  const component = binaryKind(bytes) === "component";
  try {
    return readModule(bytes);
  } catch (error) {
    if (!(error instanceof WasmFormatError)) throw error;
    const why = component ? "it is a component" : error.message;
    return loadDiagnostics("run/not-a-module", undefined, { path, why, component });
  }
}

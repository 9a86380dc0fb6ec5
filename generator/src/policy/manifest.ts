/** `ocre.json`: what an app is, what it asks for, and what it wants to be limited to. */
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceFile } from "../wit/span.js";
import { policyDiagnostics } from "./catalog.js";
import { type DeviceConfig, standardVolumes, type VolumeSpec } from "./device-config.js";
import { parseJson } from "./json-tree.js";
import { readLimits } from "./limit-layer.js";
import type { LimitLayer } from "./limits.js";
import { ObjectReader, type Report } from "./object-reader.js";
import { type PermissionSource, sourceFromJson } from "./permission-source.js";

export interface Manifest {
  readonly file: SourceFile;
  readonly name: string;
  readonly version?: string;
  /** Relative to the manifest. */
  readonly module?: string;
  readonly world?: string;
  readonly build?: BuildSpec;
  readonly requires: readonly PermissionSource[];
  readonly optional: readonly PermissionSource[];
  readonly limits: LimitLayer;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly config: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, string>>;
  /** With the standard ones. */
  readonly volumes: DeviceConfig["volumes"];
  readonly watchdogMs?: number;
  readonly restart: RestartPolicy;
}

export interface BuildSpec {
  readonly lang?: string;
  readonly sources: readonly string[];
  readonly options: Readonly<Record<string, string | number | boolean>>;
}

export const restartPolicies = ["never", "on-failure", "always"] as const;
export type RestartPolicy = (typeof restartPolicies)[number];

export type Loaded<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export const manifestKeys = [
  ...["$schema", "name", "version", "module", "world", "build", "requires", "optional", "limits"],
  ...["args", "env", "config", "resources", "volumes", "watchdogMs", "restart"],
] as const;
const buildKeys = ["lang", "sources", "options"] as const;
const volumeKinds = ["private", "shared", "temporary"] as const;

/** Throws only when the file cannot be read. */
export function loadManifest(path: string, shownAs: string = path): Loaded<Manifest> {
  return parseManifest({ path: shownAs, text: readFileSync(path, "utf8") });
}

export function parseManifest(file: SourceFile): Loaded<Manifest> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const root = parseJson(file);
  if (root.kind === "mistake") {
    report(policyDiagnostics("policy/json", root.span, root));
    return { ok: false, diagnostics };
  }
  if (root.kind !== "object") {
    const params = { name: "a manifest", expected: "an object", found: `a ${root.kind}` };
    report(policyDiagnostics("policy/wrong-type", root.span, params));
    return { ok: false, diagnostics };
  }
  const reader = new ObjectReader(root, "a manifest", report, manifestKeys);
  const name = readAppName(reader);
  reader.string("$schema");
  const value: Manifest = {
    file,
    name: name ?? "",
    ...present("version", reader.string("version")),
    ...present("module", reader.string("module")),
    ...present("world", reader.string("world")),
    ...present("build", readBuild(reader)),
    requires: reader.strings("requires").map(sourceFromJson),
    optional: reader.strings("optional").map(sourceFromJson),
    limits: readLimits(reader),
    args: reader.strings("args").map((node) => node.value),
    env: reader.stringRecord("env"),
    config: reader.stringRecord("config"),
    resources: readResources(reader),
    volumes: readVolumes(reader),
    ...present("watchdogMs", reader.integer("watchdogMs", 1, 86_400_000)),
    restart: reader.choice("restart", restartPolicies) ?? "never",
  };
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return { ok: true, value, diagnostics };
}

/** A property that is absent when its value is. */
export function present<K extends string, V>(
  key: K,
  value: V | undefined,
): Partial<Record<K, V>> | Record<never, never> {
  return value === undefined ? {} : { [key]: value };
}

/** Names stand in log lines, folders and vouched senders. */
function readAppName(reader: ObjectReader): string | undefined {
  const node = reader.requiredString("name");
  if (node === undefined) return undefined;
  if (/^[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?$/.test(node.value)) return node.value;
  return reader.bad(
    "name",
    node,
    "is 1 to 64 characters of a-z, 0-9, '-', '_' and '.', and begins and ends with a-z or 0-9",
  );
}

function readBuild(reader: ObjectReader): BuildSpec | undefined {
  const build = reader.object("build", buildKeys);
  if (build === undefined) return undefined;
  const options: [string, string | number | boolean][] = [];
  const given = build.object("options");
  for (const [name, node] of given?.entries ?? []) {
    if (node.kind === "string" || node.kind === "number" || node.kind === "boolean") options.push([name, node.value]);
    else given?.bad(name, node, "is a text, a number, true or false");
  }
  return {
    ...present("lang", build.string("lang")),
    sources: build.strings("sources").map((node) => node.value),
    options: Object.fromEntries(options),
  };
}

function readResources(reader: ObjectReader): Readonly<Record<string, string>> {
  const resources = reader.object("resources");
  const files: [string, string][] = [];
  for (const [name, node] of resources?.entries ?? []) {
    const path = resources?.string(name);
    if (path === undefined) continue;
    // An app's resources come with it: nothing outside of its folder.
    if (path.startsWith("/") || /^[A-Za-z]:|\\/.test(path) || path.split("/").includes(".."))
      resources?.bad(name, node, "is a path inside the app's folder, with '/'");
    else files.push([name, path]);
  }
  return Object.fromEntries(files);
}

function readVolumes(reader: ObjectReader): DeviceConfig["volumes"] {
  const volumes = reader.object("volumes");
  const found: [string, VolumeSpec][] = [];
  for (const [name, node] of volumes?.entries ?? []) {
    const spec = volumes?.object(name, ["kind", "readOnly"]);
    if (spec === undefined) continue;
    if (!/^[a-z0-9](?:[a-z0-9_-]{0,31})$/.test(name) || Object.hasOwn(standardVolumes, name))
      volumes?.bad(name, node, "is no name for a volume: 1 to 32 of a-z, 0-9, '-' and '_', not 'data' or 'tmp'");
    else
      found.push([
        name,
        { kind: spec.choice("kind", volumeKinds) ?? "private", readOnly: spec.boolean("readOnly") ?? false },
      ]);
  }
  return { ...standardVolumes, ...Object.fromEntries(found) };
}

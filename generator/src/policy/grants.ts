/** `grants.json`: what the operator of a device allows, denies, limits and binds. */
import { readFileSync } from "node:fs";
import type { Diagnostic } from "../diagnostics/index.js";
import type { SourceFile } from "../wit/span.js";
import { policyDiagnostics } from "./catalog.js";
import type { GpioBinding } from "./device-config.js";
import { type JsonNode, parseJson } from "./json-tree.js";
import { readLimits } from "./limit-layer.js";
import type { LimitLayer } from "./limits.js";
import { type Loaded, present } from "./manifest.js";
import { ObjectReader, type Report } from "./object-reader.js";
import { type PermissionSource, sourceFromJson } from "./permission-source.js";

/** One object of the file. */
export interface Grants {
  readonly file: SourceFile;
  /** The app it is for; absent: any. */
  readonly for?: string;
  readonly allow: readonly PermissionSource[];
  readonly deny: readonly PermissionSource[];
  readonly limits: LimitLayer;
  readonly gpio: Readonly<Record<string, GpioBinding>>;
  /** Settings that win over those of the manifest. */
  readonly config: Readonly<Record<string, string>>;
}

export const grantsKeys = ["$schema", "for", "allow", "deny", "limits", "gpio", "config"] as const;
export const gpioKeys = ["chip", "line", "activeLow", "safe", "maxHz"] as const;

/** Throws only when the file cannot be read. */
export function loadGrants(path: string, shownAs: string = path): Loaded<readonly Grants[]> {
  return parseGrants({ path: shownAs, text: readFileSync(path, "utf8") });
}

export function parseGrants(file: SourceFile): Loaded<readonly Grants[]> {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const root = parseJson(file);
  if (root.kind === "mistake") {
    report(policyDiagnostics("policy/json", root.span, root));
    return { ok: false, diagnostics };
  }
  const items = root.kind === "array" ? root.items : [root];
  const value = items.flatMap((item) => readGrants(file, item, report) ?? []);
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return { ok: true, value, diagnostics };
}

function readGrants(file: SourceFile, node: JsonNode, report: Report): Grants | undefined {
  if (node.kind !== "object") {
    const params = { name: "a grant", expected: "an object", found: `a ${node.kind}` };
    report(policyDiagnostics("policy/wrong-type", node.span, params));
    return undefined;
  }
  const reader = new ObjectReader(node, "a grant", report, grantsKeys);
  reader.string("$schema");
  return {
    file,
    ...present("for", reader.string("for")),
    allow: reader.strings("allow").map(sourceFromJson),
    deny: reader.strings("deny").map(sourceFromJson),
    limits: readLimits(reader),
    gpio: readGpio(reader, report),
    config: reader.stringRecord("config"),
  };
}

function readGpio(reader: ObjectReader, report: Report): Readonly<Record<string, GpioBinding>> {
  const gpio = reader.object("gpio");
  const found: [string, GpioBinding][] = [];
  for (const [name, node] of gpio?.entries ?? []) {
    const line = gpio?.object(name, gpioKeys);
    if (gpio === undefined || line === undefined) continue;
    if (name === "" || name.length > 32 || /[\p{Cc}\p{Cs}*]/u.test(name)) gpio.bad(name, node, "is no name of a line");
    const chip = line.requiredString("chip")?.value;
    if (line.value("line") === undefined)
      report(policyDiagnostics("policy/missing-key", node.span, { name: "line", where: `'${name}'` }));
    const offset = line.integer("line", 0, 65_535);
    const safe = line.choice("safe", ["active", "inactive", "input"]);
    const binding: GpioBinding = {
      chip: chip ?? "",
      line: offset ?? 0,
      activeLow: line.boolean("activeLow") ?? false,
      ...(safe === undefined || safe === "input" ? {} : { safe }),
      ...present("maxHz", line.integer("maxHz", 1, 1_000_000)),
    };
    const twin = found.find(([, other]) => other.chip === binding.chip && other.line === binding.line);
    if (twin !== undefined && chip !== undefined && offset !== undefined) {
      const params = { first: twin[0], second: name, chip, line: offset };
      report(policyDiagnostics("policy/one-line-two-names", node.span, params));
    }
    found.push([name, binding]);
  }
  return Object.fromEntries(found);
}

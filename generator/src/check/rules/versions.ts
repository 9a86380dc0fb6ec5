/** A package with directives has a version, and enums do not change within a minor one. */
import { packageOfType } from "../../graph/functions.js";
import type { Package, TypeDef } from "../../graph/model.js";
import { ruleDiagnostics } from "../catalog.js";
import type { CheckContext } from "../context.js";

export function versions(cx: CheckContext): void {
  packagesHaveVersions(cx);
  enumsKeepTheirCases(cx);
}

function packagesHaveVersions(cx: CheckContext): void {
  const directed = new Set(cx.functions.filter((f) => f.lines.length > 0).map((f) => f.site.package));
  for (const id of directed) {
    const found = cx.graph.packages[id];
    if (found === undefined || found.name.version !== undefined) continue;
    const name = `${found.name.namespace}:${found.name.name}`;
    cx.reportLax(ruleDiagnostics("version/missing", found.span, { name }));
  }
}

/** Two patch versions of one package may meet in a graph; a host serves the older under the newer. */
function enumsKeepTheirCases(cx: CheckContext): void {
  const first = new Map<string, { readonly def: TypeDef; readonly version: string }>();
  for (const def of cx.graph.types) {
    const owner = packageOfType(cx.graph, def);
    const pkg = owner === undefined ? undefined : cx.graph.packages[owner];
    if (def.kind.kind !== "enum" || def.owner.kind !== "interface" || pkg?.name.version === undefined) continue;
    const place = cx.graph.interfaces[def.owner.id]?.name ?? "";
    const key = `${pkg.name.namespace}:${pkg.name.name}/${place}#${def.name}@${minorOf(pkg)}`;
    const known = first.get(key);
    if (known === undefined) first.set(key, { def, version: pkg.name.version });
    else if (casesOf(known.def) !== casesOf(def) && cx.isChecked(owner)) {
      const [older, newer] = [known.version, pkg.name.version];
      const diagnostic = ruleDiagnostics("version/enum-changed", def.span, { name: def.name ?? "", older, newer });
      cx.report({ ...diagnostic, notes: [{ message: `as it is in ${older}`, span: known.def.span }] });
    }
  }
}

function minorOf({ name }: Package): string {
  return name.version?.split(".").slice(0, 2).join(".") ?? "";
}

function casesOf({ kind }: TypeDef): string {
  return kind.kind === "enum" ? kind.cases.map((c) => c.name).join(" ") : "";
}

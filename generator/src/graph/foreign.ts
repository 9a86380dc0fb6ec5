/** What a package uses of others: each placeholder gets the id of the real thing. */
import { didYouMean } from "../diagnostics/suggest.js";
import type { Span } from "../wit/span.js";
import { meaning } from "./diagnostics.js";
import type { LinkedPackage } from "./linked.js";
import type { Linker, Target } from "./linker.js";
import type { ForeignPackage, ItemRef } from "./local-model.js";
import { packageText } from "./names.js";

interface Wanted {
  readonly pkg: ForeignPackage;
  readonly name: string;
  readonly ref: ItemRef;
  readonly enabled: boolean;
  readonly span: Span;
}

export function linkForeign(linker: Linker): void {
  const wanted = [...linker.local.foreign.values()].flatMap((pkg) =>
    [...pkg.items].map(([name, { ref, stabilities, span }]): Wanted => {
      const enabled = stabilities.some((stability) => linker.isEnabled(stability, span));
      return { pkg, name, ref, enabled, span };
    }),
  );
  for (const item of wanted) {
    const { ref } = item;
    if (ref.kind === "interface") linker.interfaces[ref.id] = target(linker, item, (p) => p.interfaces);
    else linker.worlds[ref.id] = target(linker, item, (p) => p.worlds);
  }
  linkForeignTypes(linker);
  checkResources(linker);
}

function target<Id>(
  linker: Linker,
  item: Wanted,
  namesOf: (pkg: LinkedPackage) => ReadonlyMap<string, Id>,
): Target<Id> {
  const { linked, report } = linker;
  const text = packageText(item.pkg.name);
  const id = linked.packageIds.get(text);
  const pkg = id === undefined ? undefined : linked.packages[id];
  if (pkg === undefined) {
    const near = didYouMean(text, nearbyPackages(linker, item.pkg));
    report(meaning("wit/unknown-package", item.pkg.span, { name: text, near }));
    return { kind: "broken" };
  }
  if (!item.enabled) return { kind: "off" };
  const found = namesOf(pkg).get(item.name);
  if (found !== undefined) return { kind: "at", id: found };
  const what = item.ref.kind;
  const near = didYouMean(item.name, namesOf(pkg).keys());
  report(meaning("wit/unknown-item", item.span, { what, name: item.name, package: text, near }));
  return { kind: "broken" };
}

/** Another version of the same package is the likeliest, however far its number is. */
function nearbyPackages(linker: Linker, wanted: ForeignPackage): readonly string[] {
  const { namespace, name } = wanted.name;
  const known = linker.linked.packageNames;
  const versions = known.filter((text) => text === `${namespace}:${name}` || text.startsWith(`${namespace}:${name}@`));
  return versions.length > 0 ? versions : known;
}

function linkForeignTypes(linker: Linker): void {
  const { linked, local, report } = linker;
  for (const type of local.types) {
    if (type.kind.kind !== "foreign") return;
    if (!linker.isEnabled(type.stability, type.span)) {
      linker.types.push({ kind: "off" });
      continue;
    }
    const found = linker.attempt((): Target<never> | Linker["types"][number] => {
      if (type.owner.kind !== "interface") return { kind: "broken" };
      const name = type.name ?? "";
      const owner = linked.interfaces[linker.mapInterface(type.owner.id, type.span)];
      const id = owner?.types.get(name);
      if (id !== undefined) return { kind: "at", id };
      const near = didYouMean(name, owner?.types.keys() ?? []);
      report(meaning("wit/unknown-name", type.span, { name, interface: owner?.name ?? "", near }));
      return { kind: "broken" };
    });
    linker.types.push(found ?? { kind: "broken" });
  }
}

function checkResources(linker: Linker): void {
  for (const { id, name, span } of linker.local.requiredResources) {
    const target = linker.types[id];
    // A type that is gated off is reported where it is used.
    let at = target?.kind === "at" ? target.id : undefined;
    while (at !== undefined) {
      const kind = linker.linked.types[at]?.kind;
      if (kind?.kind === "resource") break;
      if (kind?.kind !== "alias" || typeof kind.of === "string") {
        linker.report(meaning("wit/not-a-resource", span, { name }));
        break;
      }
      at = kind.of;
    }
  }
}

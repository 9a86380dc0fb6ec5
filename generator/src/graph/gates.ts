/** `@since`, `@unstable`, `@deprecated` and `@external-id`: what the attributes of an item say together. */
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import type { Attribute } from "../wit/ast.js";
import type { Span } from "../wit/span.js";
import { compareVersions } from "../wit/version.js";
import { meaning } from "./diagnostics.js";
import type { PackageName, Stability } from "./model.js";
import { packageText } from "./names.js";

const unknown: Stability = { kind: "unknown" };

export function stabilityOf(attributes: readonly Attribute[], report: (d: Diagnostic) => void): Stability {
  if (attributes.length === 0) return unknown;
  const found = new Map<Attribute["kind"], Attribute>();
  for (const attribute of attributes) {
    if (attribute.kind === "external-id") continue;
    if (found.has(attribute.kind)) {
      report(meaning("wit/gate", attribute.span, { problem: `@${attribute.kind} is given twice` }));
    } else found.set(attribute.kind, attribute);
  }
  const since = found.get("since");
  const unstable = found.get("unstable");
  const deprecated = found.get("deprecated");
  const late = deprecated === undefined ? {} : { deprecated: deprecated.value };
  if (since !== undefined && unstable !== undefined) {
    report(meaning("wit/gate", since.span, { problem: "an item is @since a version or @unstable, not both" }));
  }
  if (since !== undefined) return { kind: "stable", since: since.value, ...late };
  if (unstable !== undefined) return { kind: "unstable", feature: unstable.value, ...late };
  if (deprecated !== undefined) {
    report(meaning("wit/gate", deprecated.span, { problem: "@deprecated stands only beside @since or @unstable" }));
  }
  return unknown;
}

export function externalIdOf(
  attributes: readonly Attribute[],
  report: (d: Diagnostic) => void,
): { externalId?: string } {
  let found: string | undefined;
  for (const { kind, value, span } of attributes) {
    if (kind !== "external-id") continue;
    if (found !== undefined) report(meaning("wit/gate", span, { problem: "@external-id is given twice" }));
    found ??= value;
  }
  return found === undefined ? {} : { externalId: found };
}

export interface Features {
  readonly names: ReadonlySet<string>;
  readonly all: boolean;
}

/** Whether an item counts. A gate that contradicts the package's version is reported, and the item counts. */
export function isEnabled(
  stability: Stability,
  owner: PackageName,
  span: Span,
  features: Features,
  report: (d: Diagnostic) => void,
): boolean {
  switch (stability.kind) {
    case "unknown":
      return true;
    case "unstable":
      return features.all || features.names.has(stability.feature);
    case "stable":
      if (owner.version === undefined) {
        report(meaning("wit/gate-unversioned", span, { package: packageText(owner) }));
      } else if (compareVersions(stability.since, owner.version) > 0) {
        report(meaning("wit/gate-version", span, { since: stability.since, package: packageText(owner) }));
      }
      return true;
  }
}

export function sameStability(a: Stability, b: Stability): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

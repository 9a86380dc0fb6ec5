/** Manifest, grants and flags become one canonical policy, or a list of everything that stands against a start. */
import type { Diagnostic } from "../diagnostics/index.js";
import { canonicalJson, sha256 } from "./canonical-json.js";
import { policyDiagnostics } from "./catalog.js";
import { type DeviceConfig, emptyConfig } from "./device-config.js";
import type { Grants } from "./grants.js";
import { combineLimits } from "./limits.js";
import type { Manifest } from "./manifest.js";
import type { Permission } from "./permission.js";
import { type PermissionSource, readPermission } from "./permission-source.js";
import type { Policy, Rule } from "./policy.js";
import type { ScopeTable } from "./scopes.js";

export interface PolicyInput {
  readonly app: string;
  /** Scopes that the module's imports can ask for; absent: not known, so all. */
  readonly imports?: Iterable<string>;
  /** Absent: a bare module, whose imports are its request. */
  readonly manifest?: Manifest;
  /** All that was read; those for other apps are left out. */
  readonly grants?: readonly Grants[];
  readonly allow?: readonly PermissionSource[];
  readonly deny?: readonly PermissionSource[];
  readonly allowAll?: boolean;
  readonly scopes: ScopeTable;
}

export interface Missing {
  readonly permission: string;
  readonly why: "not-granted" | "denied";
  readonly diagnostic: Diagnostic;
}

export interface CompiledPolicy {
  /** Absent when a text was wrong. Present with something `missing`, so that it can be explained. */
  readonly policy?: Policy;
  /** Everything, the missing ones included. */
  readonly diagnostics: readonly Diagnostic[];
  /** What the manifest requires in vain: with one of these the app does not start. */
  readonly missing: readonly Missing[];
}

interface Read {
  readonly source: PermissionSource;
  readonly permission: Permission;
}

export function compilePolicy(input: PolicyInput): CompiledPolicy {
  const { app, manifest, scopes } = input;
  const diagnostics: Diagnostic[] = [];
  const read = (sources: readonly PermissionSource[]): readonly Read[] =>
    sources.flatMap((source) => {
      const result = readPermission(source, scopes);
      if (result.ok) return [{ source, permission: result.permission }];
      diagnostics.push(result.diagnostic);
      return [];
    });
  const grants = (input.grants ?? []).filter((grant) => grant.for === undefined || grant.for === app);
  const required = read(manifest?.requires ?? []);
  const optional = read(manifest?.optional ?? []);
  const allow = read([...grants.flatMap((grant) => grant.allow), ...(input.allow ?? [])]);
  const deny = read([...grants.flatMap((grant) => grant.deny), ...(input.deny ?? [])]);
  for (const { source, permission } of deny) {
    if (permission.args.some((arg) => arg.text.endsWith("+private")))
      diagnostics.push(policyDiagnostics("policy/private-in-deny", source.span, { name: permission.text }));
  }
  diagnostics.push(...lineConflicts(grants));
  if (diagnostics.length > 0) return { diagnostics, missing: [] };

  const imports = new Set(input.imports ?? scopes.keys());
  const requests = [...required, ...optional];
  const allowAll = input.allowAll ?? false;
  const missing = findMissing(app, required, allow, deny, allowAll);
  diagnostics.push(...missing.map((item) => item.diagnostic));
  diagnostics.push(...advice(input, grants, imports, manifest === undefined ? "imports" : requests, allow));
  const parts: Omit<Policy, "hash"> = {
    app,
    scopes: [...scopes.values()]
      .map(({ name, params }) => ({ name, params: params.map((p) => ({ name: p.name, matcher: p.matcher })) }))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    imports: [...imports].toSorted(),
    requests: manifest === undefined ? "imports" : rules("request", requests),
    allow: rules("allow", allow),
    deny: rules("deny", deny),
    allowAll,
    limits: combineLimits(
      manifest?.limits ?? {},
      grants.map((grant) => grant.limits),
    ),
    config: deviceConfig(manifest, grants),
  };
  return { policy: { ...parts, hash: hashPolicy(parts) }, diagnostics, missing };
}

function rules(effect: Rule["effect"], read: readonly Read[]): readonly Rule[] {
  const byText = new Map<string, Rule>();
  for (const { source, permission } of read) {
    if (!byText.has(permission.text))
      byText.set(permission.text, { effect, permission: permission.text, origin: source.origin });
  }
  return [...byText.values()].toSorted((a, b) => (a.permission < b.permission ? -1 : 1));
}

/** One allow must cover a requirement; a deny that covers it leaves nothing of it. */
function findMissing(
  app: string,
  required: readonly Read[],
  allow: readonly Read[],
  deny: readonly Read[],
  allowAll: boolean,
): readonly Missing[] {
  return required.flatMap(({ source, permission }): readonly Missing[] => {
    const denied = deny.find((rule) => rule.permission.covers(permission));
    if (denied !== undefined) {
      const { text: name } = denied.permission;
      const params = { name: app, permission: permission.text, deny: name, origin: denied.source.origin };
      const diagnostic = policyDiagnostics("policy/required-denied", source.span, params);
      return [{ permission: permission.text, why: "denied", diagnostic }];
    }
    if (allowAll || allow.some((rule) => rule.permission.covers(permission))) return [];
    const params = { name: app, permission: permission.text };
    const diagnostic = policyDiagnostics("policy/not-granted", source.span, params);
    return [{ permission: permission.text, why: "not-granted", diagnostic }];
  });
}

function advice(
  input: PolicyInput,
  grants: readonly Grants[],
  imports: ReadonlySet<string>,
  requests: "imports" | readonly Read[],
  allow: readonly Read[],
): readonly Diagnostic[] {
  const { app } = input;
  const found: Diagnostic[] = [];
  if (input.allowAll === true) found.push(policyDiagnostics("policy/allow-all", undefined, { name: app }));
  const first = input.grants?.[0];
  if (grants.length === 0 && first !== undefined) {
    const span = { file: first.file, start: 0, end: 1 };
    const present = (input.grants ?? []).flatMap((grant) => grant.for ?? []);
    found.push(policyDiagnostics("policy/no-grants-for", span, { name: app, present }));
  }
  for (const { source, permission } of requests === "imports" ? [] : requests) {
    if (!imports.has(permission.scope))
      found.push(policyDiagnostics("policy/not-imported", source.span, { name: app, permission: permission.text }));
  }
  for (const { source, permission } of allow) {
    const why = !imports.has(permission.scope)
      ? `no import of '${app}' can ask for it`
      : requests !== "imports" && !requests.some((request) => request.permission.overlaps(permission))
        ? `'${app}' does not request it`
        : undefined;
    if (why !== undefined)
      found.push(policyDiagnostics("policy/unused-grant", source.span, { permission: permission.text, why }));
  }
  return found;
}

function deviceConfig(manifest: Manifest | undefined, grants: readonly Grants[]): DeviceConfig {
  return {
    gpio: merge(grants.map((grant) => grant.gpio)),
    volumes: manifest?.volumes ?? emptyConfig.volumes,
    resources: manifest?.resources ?? {},
    args: manifest?.args ?? [],
    env: manifest?.env ?? {},
    config: merge([manifest?.config ?? {}, ...grants.map((grant) => grant.config)]),
  };
}

/** Later tables win. Defines properties, so that a key `__proto__` is one like any other. */
function merge<T>(tables: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table)));
}

/** Objects of several files can disagree; inside of one, the reader has seen it. */
function lineConflicts(grants: readonly Grants[]): readonly Diagnostic[] {
  const bindings = grants.flatMap(({ file, gpio }) =>
    Object.entries(gpio).map(([name, binding]) => ({ file, name, binding, text: canonicalJson(binding) })),
  );
  return bindings.flatMap((one, i) => {
    const span = { file: one.file, start: 0, end: 1 };
    return bindings.slice(0, i).flatMap((other) => {
      if (one.name === other.name) {
        const params = { name: one.name, first: other.file.path, second: one.file.path };
        return one.text === other.text ? [] : [policyDiagnostics("policy/one-name-two-lines", span, params)];
      }
      const { chip, line } = one.binding;
      if (other.binding.chip !== chip || other.binding.line !== line) return [];
      const params = { first: other.name, second: one.name, chip, line };
      return [policyDiagnostics("policy/one-line-two-names", span, params)];
    });
  });
}

/** Of all that decides: two policies with one hash answer every question alike. */
function hashPolicy(policy: Omit<Policy, "hash">): string {
  const texts = (list: readonly Rule[]) => list.map((rule) => rule.permission);
  const requests = policy.requests === "imports" ? policy.requests : texts(policy.requests);
  return sha256(canonicalJson({ ...policy, requests, allow: texts(policy.allow), deny: texts(policy.deny) }));
}

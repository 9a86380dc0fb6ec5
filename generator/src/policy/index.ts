/** `ocrekit/policy`: permission text, matchers, manifests and grants, compiled policies, decisions. */
export { policyDiagnostics } from "./catalog.js";
export { type CompiledPolicy, compilePolicy, type Missing, type PolicyInput } from "./compile.js";
export { Decider, ScopeDecider } from "./decider.js";
export type { Allowed, Decision, RefusalReason, Refused } from "./decision.js";
export { type CallSite, functionName, refusalHint, refusalText, refusedScopeText } from "./denial-text.js";
export { type DeviceConfig, emptyConfig, type GpioBinding, standardVolumes, type VolumeSpec } from "./device-config.js";
export { type Grants, gpioKeys, grantsKeys, loadGrants, parseGrants } from "./grants.js";
export {
  combineLimits,
  type LimitLayer,
  type LimitName,
  type Limits,
  limitNames,
  limitTable,
  parseSize,
} from "./limits.js";
export {
  type BuildSpec,
  type Loaded,
  loadManifest,
  type Manifest,
  manifestKeys,
  parseManifest,
  type RestartPolicy,
} from "./manifest.js";
export { matcherOf } from "./matchers/index.js";
export type { Canonical, Matcher, Pattern } from "./matchers/matcher.js";
export { Permission } from "./permission.js";
export { type PermissionSource, readPermission, sourceFromFlag } from "./permission-source.js";
export { isMistake, type PermissionText, parsePermission, printPermission } from "./permission-text.js";
export type { Policy, Rule } from "./policy.js";
export { vetAddress } from "./resolved-address.js";
export { type MatcherSpec, printScope, type ScopeSpec, type ScopeTable, scopeTable } from "./scopes.js";
export { escapeInvisible, hasInvisible } from "./visible-text.js";

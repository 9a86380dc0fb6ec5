/** The canonical policy of one app: plain data, so that it can be hashed, printed and handed to another thread. */
import type { DeviceConfig } from "./device-config.js";
import type { Limits } from "./limits.js";
import type { ScopeSpec } from "./scopes.js";

export interface Rule {
  readonly effect: "request" | "allow" | "deny";
  /** Canonical text. */
  readonly permission: string;
  /** Where a person finds it: `grants.json:3`, `--deny`. */
  readonly origin: string;
}

export interface Policy {
  readonly app: string;
  /** The declarations of all scopes that this policy knows. */
  readonly scopes: readonly ScopeSpec[];
  /** Scopes that the module's imports can ask for. */
  readonly imports: readonly string[];
  /** `imports`: there is no manifest, so whatever the module imports counts as requested. */
  readonly requests: "imports" | readonly Rule[];
  readonly allow: readonly Rule[];
  readonly deny: readonly Rule[];
  /** `--allow-all`: every request is granted; denies still hold. */
  readonly allowAll: boolean;
  readonly limits: Limits;
  readonly config: DeviceConfig;
  /** SHA-256 of all that decides, as hexadecimal text. Origins do not decide. */
  readonly hash: string;
}

/** Small apps in WebAssembly text, and a run of them with everything recorded. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compilePolicy, sourceFromFlag } from "ocrekit/policy";
import { readModule } from "ocrekit/wasm";
import wabtInit from "wabt";
import { importTable } from "../../../runtime-host/src/gen/index.js";
import type { Outcome } from "../../../runtime-host/src/guest/messages.js";
import {
  type App,
  checkImports,
  importedInterfaces,
  importedScopes,
  limitMemory,
  moduleKind,
} from "../../../runtime-host/src/run/app.js";
import { Session, type SessionOptions } from "../../../runtime-host/src/run/session.js";
import { standardScopes } from "../../../runtime-host/src/standard-scopes.js";

const wabt = await wabtInit();

export function assemble(text: string): Uint8Array {
  const module = wabt.parseWat("guest.wat", text);
  try {
    return module.toBinary({}).buffer;
  } finally {
    module.destroy();
  }
}

export interface AppOptions {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly memoryBytes?: number;
  readonly limits?: Readonly<Record<string, number>>;
  readonly restart?: App["restart"];
  readonly watchdogMs?: number;
}

export function app(name: string, text: string, options: AppOptions = {}): App {
  const bytes = assemble(text);
  const module = readModule(bytes);
  const kind = moduleKind(module);
  if (typeof kind !== "string") throw new Error(kind.message);
  const refusals = checkImports(module, importTable);
  if (refusals.length > 0) throw new Error(refusals.map((refusal) => refusal.message).join("\n"));
  const compiled = compilePolicy({
    app: name,
    imports: importedScopes(module, importTable),
    allow: (options.allow ?? []).map((permission) => sourceFromFlag("--allow", permission)),
    deny: (options.deny ?? []).map((permission) => sourceFromFlag("--deny", permission)),
    scopes: standardScopes,
  });
  if (compiled.policy === undefined) throw new Error(compiled.diagnostics.map((d) => d.message).join("\n"));
  const capped = limitMemory(bytes, options.memoryBytes ?? 1 << 20);
  if (!(capped instanceof Uint8Array)) throw new Error(capped.message);
  return {
    name,
    version: "1.0.0",
    kind,
    bytes: capped,
    importedInterfaces: importedInterfaces(module),
    exportNames: module.exports.map((item) => item.name),
    policy: { ...compiled.policy, limits: { ...compiled.policy.limits, ...options.limits } },
    folder: ".",
    watchdogMs: options.watchdogMs,
    restart: options.restart ?? "never",
  };
}

export interface Recorded {
  readonly logs: string[];
  readonly denials: string[];
  readonly faults: string[];
  readonly outcomes: Map<string, Outcome>;
  readonly ended: string[];
}

/** Runs the apps to their end in virtual time, unless said otherwise. */
export async function run(
  apps: readonly App[],
  options: Partial<SessionOptions> & { readonly prepare?: (session: Session) => void } = {},
): Promise<Recorded> {
  const recorded: Recorded = { logs: [], denials: [], faults: [], outcomes: new Map(), ended: [] };
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-run-"));
  try {
    const session = new Session({
      apps,
      folder,
      virtualTime: true,
      events: {
        log: (name, line) => recorded.logs.push(`${name}: ${line.message}`),
        decision: (name, record) => {
          if (record.decision === "denied") recorded.denials.push(`${name}: ${record.permission} ${record.reason}`);
        },
        fault: (name, message) => recorded.faults.push(`${name}: ${message}`),
        ended: (name, outcome) => {
          recorded.outcomes.set(name, outcome);
          recorded.ended.push(`${name} ${outcome.kind}`);
        },
      },
      ...options,
    });
    options.prepare?.(session);
    await session.run();
    return recorded;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Apps whose authors mean harm: any module text, exceptions included, made into an app without the checks of a load. */
import { compilePolicy, sourceFromFlag } from "ocrekit/policy";
import { readModule } from "ocrekit/wasm";
import wabtInit from "wabt";
import { importTable } from "../../runtime-host/src/gen/index.js";
import { type App, importedInterfaces, importedScopes, limitMemory } from "../../runtime-host/src/run/app.js";
import { standardScopes } from "../../runtime-host/src/standard-scopes.js";

const wabt = await wabtInit();

export function assemble(text: string): Uint8Array<ArrayBuffer> {
  const module = wabt.parseWat("guest.wat", text, { exceptions: true });
  try {
    return Uint8Array.from(module.toBinary({}).buffer);
  } finally {
    module.destroy();
  }
}

export interface AttackOptions {
  readonly allow?: readonly string[];
  readonly deny?: readonly string[];
  readonly limits?: Readonly<Record<string, number>>;
  readonly config?: Partial<App["policy"]["config"]>;
  readonly folder?: string;
}

export function attacker(name: string, text: string, options: AttackOptions = {}): App {
  const bytes = assemble(text);
  const module = readModule(bytes);
  const compiled = compilePolicy({
    app: name,
    imports: importedScopes(module, importTable),
    allow: (options.allow ?? []).map((permission) => sourceFromFlag("--allow", permission)),
    deny: (options.deny ?? []).map((permission) => sourceFromFlag("--deny", permission)),
    scopes: standardScopes,
  });
  const { policy } = compiled;
  if (policy === undefined) throw new Error(compiled.diagnostics.map((d) => d.message).join("\n"));
  const capped = limitMemory(bytes, 1 << 20);
  if (!(capped instanceof Uint8Array)) throw new Error(capped.message);
  return {
    name,
    version: "1.0.0",
    kind: module.exports.some((item) => item.name.startsWith("ocre:app/run@")) ? "command" : "reactor",
    bytes: capped,
    importedInterfaces: importedInterfaces(module),
    exportNames: module.exports.map((item) => item.name),
    policy: {
      ...policy,
      limits: { ...policy.limits, ...options.limits },
      config: { ...policy.config, ...options.config },
    },
    folder: options.folder ?? ".",
    watchdogMs: undefined,
    restart: "never",
  };
}

export const runs = (body: string): string => `(func (export "ocre:app/run@0.1.0#run") (result i32) ${body})`;
export const starts = (body: string): string =>
  `(func (export "ocre:app/lifecycle@0.1.0#on-start") (param i32) (result i32) ${body})
   (func (export "ocre:app/lifecycle@0.1.0#on-stop") (param i32 i32))`;
export const memory = `(memory (export "memory") 1)`;

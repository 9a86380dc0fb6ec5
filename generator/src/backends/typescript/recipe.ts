/** One core module of a TypeScript or JavaScript app: its script as bytecode in the engine, and an adapter between. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../abi/plan-model.js";
import type { BuildJob, Finished, Recipe } from "../../backend/recipe.js";
import { engineModules } from "../../toolchain/index.js";
import type { AvailableImport } from "../../wasm/index.js";
import { bundleApp, usedExports, usedImports } from "./bundle.js";
import { checkTypes } from "./check-types.js";
import { linkProgram, type ScriptExport, type Services } from "./engine-adapter.js";
import { compileScript } from "./engine-compile.js";
import { makeComponent, makesComponent } from "./make-component.js";

export const recipe: Recipe = {
  language: "typescript",
  toolchains: ["quickjs"],
  stack: false,
  example: "src/app.ts",
  stubs: ["app.ts"],
  relativeImports: true,
  endings: ["ts", "js", "mjs", "json"],
  revision: 2,
  steps: () => [],
  finish,
};

async function finish(job: BuildJob): Promise<Finished> {
  if (makesComponent(job)) return makeComponent(job);
  const [types, bundle] = await Promise.all([checkTypes(job), bundleApp(job)]);
  if (types !== "" || !bundle.ok) return { ok: false, messages: `${types}${bundle.messages}` };
  const { script, messages } = bundle;
  const engine = (name: string): Uint8Array => new Uint8Array(readFileSync(join(dirname(job.toolchain.command), name)));
  const compiled = compileScript(engine(engineModules.compiler), script);
  if (!compiled.ok) return { ok: false, messages: `${messages}${compiled.reason}\n` };
  const linked = linkProgram(engine(engineModules.runtime), {
    script: { kind: "bytecode", bytes: compiled.bytecode },
    imports: usedImports(script),
    exports: exportsOf(script, job.plan),
    services: servicesOf(script, job.plan),
  });
  if (!linked.ok) throw new Error(`the engine and its adapter do not fit: ${linked.reason}`);
  return { ok: true, module: linked.bytes, messages };
}

/** What the script exports and the world has: a timer's callback brings a handler that a command has no use for. */
function exportsOf(script: string, { groups, resources }: Plan): readonly ScriptExport[] {
  const functions = groups.filter((g) => g.direction === "export").flatMap((g) => g.functions);
  const posts = new Set(functions.flatMap((fn) => (fn.post === undefined ? [] : [fn.core.field])));
  const known = new Set([
    ...functions.map((fn) => fn.core.field),
    ...resources.flatMap(({ destructor }) => destructor ?? []),
  ]);
  return usedExports(script, (name) => posts.has(name)).filter(({ name }) => known.has(name));
}

/** What the engine itself calls: only what the script may need, so that an app imports what it uses. */
function servicesOf(script: string, { groups }: Plan): Services {
  const core = (name: string, field: string): AvailableImport | undefined =>
    groups
      .filter(({ direction, module }) => direction === "import" && module.startsWith(`ocre:system/${name}@`))
      .flatMap(({ functions }) => functions)
      .find((fn) => fn.core.field === field)?.core;
  const when = (mentioned: RegExp, service: AvailableImport | undefined) =>
    mentioned.test(script) ? service : undefined;
  const log = core("log", "log");
  const date = when(/\bDate\b/, core("system-clock", "now"));
  const now = when(/\bperformance\b/, core("monotonic-clock", "now"));
  const random = when(/\brandom\b/, core("random", "get-random-u64"));
  return {
    ...(log === undefined ? {} : { log }),
    ...(date === undefined ? {} : { date }),
    ...(now === undefined ? {} : { now }),
    ...(random === undefined ? {} : { random }),
  };
}

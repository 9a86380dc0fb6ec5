/** One core module of a TypeScript or JavaScript app: its script as bytecode in the engine, and an adapter between. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plan } from "../../abi/plan-model.js";
import type { BuildJob, Finished, Reading, Recipe } from "../../backend/recipe.js";
import { engineModules } from "../../toolchain/index.js";
import type { AvailableImport } from "../../wasm/index.js";
import { bundleApp, type GoodBundle, placesOf, usedExports, usedImports } from "./bundle.js";
import { checkTypes, typeInputs } from "./check-types.js";
import { injectProgram, type ScriptExport, type Services } from "./engine-adapter.js";
import { compileScript, type Positions } from "./engine-compile.js";
import { componentInputs, makeComponent, makesComponent } from "./make-component.js";
import { preparedEngine } from "./prepared-engine.js";

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
  read,
};

async function read(job: BuildJob): Promise<Reading> {
  const bundle = await bundleApp(job);
  if (!bundle.ok) return { finish: async () => ({ ok: false, messages: (await checkTypes(job)) + bundle.messages }) };
  const { script, messages } = bundle;
  const checked = async (make: () => Promise<Finished> | Finished): Promise<Finished> => {
    const types = await checkTypes(job);
    return types === "" ? make() : { ok: false, messages: `${types}${messages}` };
  };
  if (makesComponent(job)) {
    const inputs = [script, ...typeInputs(job), ...componentInputs(job)];
    return { inputs, finish: () => checked(() => makeComponent(job, bundle)) };
  }
  const positions = job.options.get("positions") === "none" ? "none" : placesOf(bundle, job.folder);
  const places = positions === "none" ? [] : [...positions.files, String(positions.places)];
  const inputs = [script, ...places, ...typeInputs(job)];
  return { inputs, finish: () => checked(() => makeCore(job, bundle, positions)) };
}

function makeCore(job: BuildJob, { script, messages }: GoodBundle, positions: Positions): Finished {
  const place = dirname(job.toolchain.command);
  const compiler = new Uint8Array(readFileSync(join(place, engineModules.compiler)));
  const compiled = compileScript(compiler, script, positions);
  if (!compiled.ok) return { ok: false, messages: `${messages}${compiled.reason}\n` };
  const module = injectProgram(preparedEngine(place), {
    script: { kind: "bytecode", bytes: compiled.bytecode },
    imports: usedImports(script),
    exports: exportsOf(script, job.plan),
    services: servicesOf(script, job.plan),
  });
  return { ok: true, module, messages };
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

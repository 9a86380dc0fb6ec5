/** What the linked module imports and exports against what its world has: nothing else may get into a container. */
import type { CoreType } from "../abi/ir.js";
import type { CoreSignature, Plan } from "../abi/plan-model.js";
import { type Diagnostic, defineDiagnostics, suggest } from "../diagnostics/index.js";
import type { FunctionType, WasmModule } from "../wasm/index.js";

export const moduleDiagnostics = defineDiagnostics({
  "build/foreign-import": {
    message: (p: { module: string; name: string; world: string }) =>
      `the module imports ${p.module} ${p.name}, which world '${p.world}' does not have`,
    hint: (p: { module: string; name: string; near?: string }) => foreignImportHint(p),
  },
  "build/import-kind": {
    message: (p: { module: string; name: string; kind: string }) =>
      `the module imports the ${p.kind} ${p.module} ${p.name}; only functions can be imported`,
    hint: () => "link without -Wl,--import-memory and -Wl,--import-table",
  },
  "build/signature": {
    message: (p: { what: string; is: string; wanted: string }) => `${p.what} is ${p.is}, and should be ${p.wanted}`,
    hint: () => "use the functions of the generated SDK, and regenerate it when the WIT has changed",
  },
  "build/foreign-export": {
    message: (p: { name: string; world: string }) =>
      `the module exports '${p.name}', which world '${p.world}' does not have`,
    hint: (p: { near?: string }) =>
      p.near === undefined ? "check the version in the name" : `did you mean '${p.near}'?`,
  },
  "build/run-and-lifecycle": {
    message: () => "the module exports both 'run' and 'lifecycle'",
    hint: () => "an app is either a command or a reactor; leave one of them out",
  },
  "build/no-entry": {
    message: (p: { world: string; exports: string }) => `the module exports nothing of world '${p.world}'`,
    hint: (p: { exports: string }) => `define at least one of: ${p.exports}`,
  },
});

/** Everything wrong with a linked module; empty when any host may load it. */
export function checkModule(module: WasmModule, plan: Plan): readonly Diagnostic[] {
  return [...checkImports(module, plan), ...checkExports(module, plan)];
}

function checkImports(module: WasmModule, plan: Plan): readonly Diagnostic[] {
  const known = canonicalImports(plan);
  return module.imports.flatMap(({ module: from, name, type }) => {
    if (type.kind !== "func")
      return [moduleDiagnostics("build/import-kind", undefined, { module: from, name, kind: type.kind })];
    const key = `${from} ${name}`;
    if (!known.has(key)) {
      const near = suggest(key, known.keys());
      return [
        moduleDiagnostics("build/foreign-import", undefined, {
          module: from,
          name,
          world: plan.world.name,
          ...(near === undefined ? {} : { near }),
        }),
      ];
    }
    return checkSignature(`import ${key}`, type.type, known.get(key));
  });
}

function checkExports(module: WasmModule, plan: Plan): readonly Diagnostic[] {
  const known = canonicalExports(plan);
  // Names without '#' are the toolchain's: memory, __heap_base, cabi_realloc.
  const own = module.exports.filter(
    ({ name, type }) => type.kind === "func" && (name.includes("#") || known.has(name)),
  );
  const diagnostics = own.flatMap(({ name, type }) => {
    if (!known.has(name) && !name.startsWith("cabi_post_")) {
      const near = suggest(name, known.keys());
      return [
        moduleDiagnostics("build/foreign-export", undefined, {
          name,
          world: plan.world.name,
          ...(near === undefined ? {} : { near }),
        }),
      ];
    }
    return type.kind === "func" ? checkSignature(`export ${name}`, type.type, known.get(name)) : [];
  });
  const names = own.map(({ name }) => name);
  const has = (entry: string) => names.some((name) => name.startsWith(`ocre:app/${entry}@`));
  if (has("run") && has("lifecycle")) diagnostics.push(moduleDiagnostics("build/run-and-lifecycle", undefined));
  if (known.size > 0 && own.length === 0) {
    const exports = [...known.keys()].filter((name) => !name.startsWith("cabi_post_")).join(", ");
    diagnostics.push(moduleDiagnostics("build/no-entry", undefined, { world: plan.world.name, exports }));
  }
  return diagnostics;
}

/** Every name that a module of this world may import, with its type where the plan has one. */
function canonicalImports(plan: Plan): ReadonlyMap<string, CoreSignature | undefined> {
  const known = new Map<string, CoreSignature | undefined>();
  for (const group of plan.groups) {
    for (const fn of group.functions)
      if (fn.role === "guest-import") known.set(`${fn.core.module} ${fn.core.field}`, fn.signature);
  }
  for (const { drop, intrinsics } of plan.resources) {
    for (const name of [drop, intrinsics?.make, intrinsics?.rep]) {
      if (name !== undefined) known.set(`${name.module} ${name.field}`, undefined);
    }
  }
  return known;
}

function canonicalExports(plan: Plan): ReadonlyMap<string, CoreSignature | undefined> {
  const known = new Map<string, CoreSignature | undefined>();
  for (const group of plan.groups) {
    for (const fn of group.functions) {
      if (fn.role !== "guest-export") continue;
      known.set(fn.core.field, fn.signature);
      if (fn.post !== undefined) known.set(fn.post.name, undefined);
    }
  }
  for (const { destructor } of plan.resources) if (destructor !== undefined) known.set(destructor, undefined);
  return known;
}

function checkSignature(what: string, is: FunctionType, wanted: CoreSignature | undefined): readonly Diagnostic[] {
  if (wanted === undefined || (same(is.params, wanted.params) && same(is.results, wanted.results))) return [];
  return [
    moduleDiagnostics("build/signature", undefined, {
      what,
      is: shown(is.params, is.results),
      wanted: shown(wanted.params, wanted.results),
    }),
  ];
}

function same(is: readonly string[], wanted: readonly CoreType[]): boolean {
  return is.length === wanted.length && is.every((type, index) => type === wanted[index]);
}

function shown(params: readonly string[], results: readonly string[]): string {
  return `(${params.join(", ")}) -> (${results.join(", ")})`;
}

function foreignImportHint({ module, name, near }: { module: string; name: string; near?: string }): string {
  if (module === "wasi_snapshot_preview1")
    return "link without the C library, or use what the SDK has instead: clocks, log, files of ocre:*";
  if (module === "env") return `'${name}' was declared but never defined; add the source that defines it`;
  return near === undefined ? "choose a world that has it, or leave the call out" : `did you mean ${near}?`;
}

/** One stage of generation as text: graph, plan, names or files. */
import { type Plan, printPlan } from "../abi/index.js";
import type { Backend } from "../backend/contract.js";
import { createContext, generate } from "../backend/driver.js";
import { planFromWit } from "../backend/from-wit.js";
import { findLanguage, languages } from "../backend/registry.js";
import { didYouMean } from "../diagnostics/index.js";
import { witFolder } from "../emit/package-root.js";
import type { FuncDirectives, Permission } from "../graph/directive-model.js";
import { parseDirectives } from "../graph/directives.js";
import { type Func, graphToJson, loadWit, packageText } from "../graph/index.js";
import { UsageError } from "./args.js";
import type { Shown, StageRequest } from "./inspect.js";

export async function showStage(request: StageRequest): Promise<Shown> {
  if (request.stage === "graph") return showGraph(request);
  const backend = await backendOf(request.language);
  const { plan, diagnostics } = planFromWit(backend, {
    wit: request.wit,
    ...(request.world === undefined ? {} : { world: request.world }),
  });
  if (plan === undefined || diagnostics.some((d) => d.severity === "error")) return { diagnostics };
  if (
    request.func !== undefined &&
    !allFunctions(plan).some((fn) => fn.name === request.func || fn.item === request.func)
  ) {
    const names = allFunctions(plan).map((fn) => fn.item);
    throw new UsageError(
      `world '${plan.world.name}' has no function '${request.func}'${didYouMean(request.func, names)}`,
    );
  }
  switch (request.stage) {
    case "plan":
      return { text: printPlan(plan, request.func), json: plainPlan(plan, request.func), diagnostics };
    case "names": {
      const names = namesOf(backend, plan, request.func);
      const width = Math.max(0, ...names.map(({ wit }) => wit.length));
      return {
        text: names.map(({ wit, name }) => `${wit.padEnd(width)}  ${name}\n`).join(""),
        json: names,
        diagnostics,
      };
    }
    case "files": {
      const generated = generate(backend, plan);
      const files = generated.files.map(({ path, text }) => ({
        path,
        bytes: Buffer.byteLength(text),
        lines: text.split("\n").length - 1,
      }));
      const text = files
        .map(
          ({ path, bytes, lines }) =>
            `${String(bytes).padStart(8)} bytes ${String(lines).padStart(6)} lines  ${path}\n`,
        )
        .join("");
      return { text, json: files, diagnostics: [...diagnostics, ...generated.diagnostics] };
    }
  }
}

function showGraph({ wit, func }: StageRequest): Shown {
  const builtins = witFolder();
  const loaded = loadWit(wit, builtins === undefined ? {} : { builtins: { path: builtins, shownAs: "ocrekit/wit" } });
  const { graph } = loaded;
  if (graph === undefined) return loaded;
  const { directives, diagnostics } = parseDirectives(graph);
  const lines: string[] = [];
  for (const [id, pkg] of graph.packages.entries()) {
    lines.push(`package ${packageText(pkg.name)}${id === graph.main ? " (main)" : ""}`);
    for (const name of pkg.worlds.keys()) lines.push(`  world ${name}`);
    for (const [name, at] of pkg.interfaces) {
      const found = graph.interfaces[at];
      if (found === undefined) continue;
      lines.push(`  interface ${name} (${found.types.size} types, ${found.functions.size} functions)`);
      const scopes = [...directives.scopes.values()].filter((scope) => scope.owner === at);
      for (const scope of scopes)
        lines.push(`    scope ${scope.name}(${scope.params.map((p) => `${p.name}: ${p.matcher.kind}`).join(", ")})`);
      const functions = [...found.functions.values()].filter((fn) => func === undefined || isNamed(fn, func));
      for (const fn of functions) lines.push(`    ${fn.name}  ${guardText(directives.functions.get(fn))}`);
    }
  }
  const all = [...loaded.diagnostics, ...diagnostics];
  return { text: `${lines.join("\n")}\n`, json: graphToJson(graph), diagnostics: all };
}

const isNamed = (fn: Func, name: string): boolean => fn.name === name || fn.name.endsWith(`.${name}`);

function guardText(said: FuncDirectives | undefined): string {
  if (said === undefined) return "no directive";
  const { guard } = said;
  switch (guard.kind) {
    case "requires":
      return guard.lines
        .map(
          ({ permissions, when }) =>
            `requires ${permissions.map(permissionText).join(" & ")}${when.length === 0 ? "" : ` when ${when.map(({ names }) => names.join(".")).join(" | ")}`}`,
        )
        .join("; ");
    case "inherits":
      return `inherits${guard.needs === undefined ? "" : ` ${guard.needs}`}${guard.otherwise === undefined ? "" : ` else ${guard.otherwise}`}`;
    case "unrestricted":
      return "unrestricted";
    case "handler":
      return `handler of ${guard.event}`;
  }
}

function permissionText({ scope, args }: Permission): string {
  const shown = args.map((argument) =>
    argument.kind === "literal"
      ? JSON.stringify(argument.value)
      : [...(argument.root === "self" ? ["self"] : []), ...argument.names].join("."),
  );
  return `${scope}(${shown.join(", ")})`;
}

async function backendOf(id: string): Promise<Backend> {
  const language = findLanguage(id);
  const ready = languages.filter((l) => l.load !== undefined).map((l) => l.id);
  if (language === undefined) throw new UsageError(`unknown language '${id}'${didYouMean(id, ready)}`);
  if (language.load === undefined)
    throw new UsageError(`${language.title} is not built yet; there is ${ready.join(", ")}`);
  return language.load();
}

function allFunctions(plan: Plan) {
  return plan.groups.flatMap((group) => group.functions);
}

function namesOf(
  backend: Backend,
  plan: Plan,
  func: string | undefined,
): readonly { readonly wit: string; readonly name: string }[] {
  const { names } = createContext(backend, plan);
  const functions = plan.groups.flatMap((group) =>
    group.functions
      .filter((fn) => func === undefined || fn.name === func || fn.item === func)
      .flatMap((fn) => [
        { wit: `${group.direction} ${group.module} ${fn.name}`, name: names.func(fn) },
        ...fn.params.map((param, index) => ({ wit: `  ${param.name}`, name: names.param(fn, index) })),
      ]),
  );
  if (func !== undefined) return functions;
  const types = plan.types
    .filter(({ name }) => name !== undefined)
    .map((type) => ({ wit: `type ${type.home?.module ?? ""} ${type.name ?? ""}`, name: names.type(type.id) }));
  const resources = plan.resources.map((resource) => ({
    wit: `resource ${resource.home.module} ${resource.name}`,
    name: names.resource(resource.id),
  }));
  return [...types, ...resources, ...functions];
}

/** Source positions are left out: they hold whole files. */
function plainPlan(plan: Plan, func: string | undefined): unknown {
  const groups = plan.groups.map((group) => ({
    ...group,
    functions: group.functions.filter((fn) => func === undefined || fn.name === func || fn.item === func),
  }));
  const text = JSON.stringify({ ...plan, groups }, (key, value: unknown) => {
    if (key === "span" || key === "source" || key === "sources") return undefined;
    if (value instanceof Map) return Object.fromEntries(value);
    return typeof value === "bigint" ? String(value) : value;
  });
  return JSON.parse(text);
}

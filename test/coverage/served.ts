/** The hosts whose every function is called: that of our worlds, as it ships, and one of a user's package. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ImportEntry } from "@ocrekit/host/rt";
import { planWorld } from "ocrekit/abi";
import { type Graph, type LoadResult, loadWit, loadWitSources, parseDirectives, selectWorld } from "ocrekit/graph";
import { scopeTable } from "ocrekit/policy";
import { generate } from "../../generator/src/backend/driver.js";
import { backend } from "../../generator/src/backends/host-ts/backend.js";
import type { Callable } from "../support/generated-host.js";
import { loadGenerated } from "../support/generated-host.js";
import { repository } from "../support/toolchain.js";
import type { Served } from "./denial.js";

export interface ServedGraph extends Served {
  readonly graph: Graph;
}

type Source = { readonly path: string; readonly text: string };

const source = (path: string): Source => ({ path, text: readFileSync(join(repository, path), "utf8") });

/** `runtime-host/src/gen`, beside a plan that is made from `wit/` here. */
export async function ourHost(): Promise<ServedGraph> {
  const deps = readdirSync(join(repository, "wit/deps")).map((name) => source(`wit/deps/${name}`));
  const planned = plan(loadWitSources([source("wit/app.wit"), source("runtime-host/host.wit"), ...deps]), "host");
  const loaded: Record<string, unknown> = await import("../../runtime-host/src/gen/index.js");
  return { ...planned, ...hostOf((name) => loaded[name]) };
}

/** A host that is generated from a file or folder. */
export async function userHost(path: string, world: string): Promise<ServedGraph> {
  const planned = plan(
    loadWit(join(repository, path), { builtins: { path: join(repository, "wit"), shownAs: "wit" } }),
    world,
  );
  const loaded = await loadGenerated(generate(backend, planned.plan).files);
  return { ...planned, ...hostOf(loaded.value) };
}

function plan({ graph, diagnostics }: LoadResult, name: string): Pick<ServedGraph, "graph" | "plan" | "scopes"> {
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("\n"));
  const world = selectWorld(graph, name);
  if (typeof world !== "number") throw new Error(world.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, world, { side: "host", profile: backend.profile });
  return { graph, plan, scopes: scopeTable([...directives.scopes.values()]) };
}

function hostOf(value: (name: string) => unknown): Pick<Served, "table" | "createImports"> {
  const table = value("importTable");
  const createImports = value("createImports");
  if (!isTable(table) || !isCallable(createImports)) throw new Error("no generated host");
  return { table, createImports };
}

const isCallable = (value: unknown): value is Callable => typeof value === "function";
const isTable = (value: unknown): value is readonly ImportEntry[] => Array.isArray(value);

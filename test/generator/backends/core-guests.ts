/** The languages whose guests one table of tests can generate, check and link: all that are compiled to a core module by flags. */
import { readFileSync } from "node:fs";
import { planWorld } from "ocrekit/abi";
import { loadWitSources, selectWorld } from "ocrekit/graph";
import { expect } from "vitest";
import type { Plan } from "../../../generator/src/abi/plan-model.js";
import type { Backend, OptionValues } from "../../../generator/src/backend/contract.js";
import { generate } from "../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../generator/src/backend/from-wit.js";
import { backend as cBackend } from "../../../generator/src/backends/c/backend.js";
import { backend as cppBackend } from "../../../generator/src/backends/cpp/backend.js";
import { backend as dBackend } from "../../../generator/src/backends/d/backend.js";
import { backend as goBackend } from "../../../generator/src/backends/go/backend.js";
import { backend as rustBackend } from "../../../generator/src/backends/rust/backend.js";
import { backend as zigBackend } from "../../../generator/src/backends/zig/backend.js";
import type { FileSet } from "../../../generator/src/emit/files.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import * as c from "../../compile/c.js";
import * as cpp from "../../compile/cpp.js";
import * as d from "../../compile/d.js";
import * as go from "../../compile/go.js";
import * as rust from "../../compile/rust.js";
import * as zig from "../../compile/zig.js";
import { repository, requireTool, type Tool, type ToolId } from "../../support/toolchain.js";

export type Context = Parameters<typeof requireTool>[1];
export type Strict = (projects: ReadonlyMap<string, FileSet>) => ReadonlyMap<string, string>;
export interface Linked {
  readonly wasm: Uint8Array;
  readonly messages: string;
}

export interface CoreGuest {
  readonly title: string;
  readonly backend: Backend;
  readonly tool: ToolId;
  /** The file that is the app, where stubs would be. */
  readonly app: string;
  /** What the strictest compiler says about each project. */
  readonly checkStrict: Strict;
  readonly link: (tool: Tool, files: FileSet, plan: Plan) => Linked;
}

export const coreGuests = {
  c: {
    title: "C",
    backend: cBackend,
    tool: "zig",
    app: "app.c",
    checkStrict: c.checkStrict,
    link: (tool, files) => c.linkModule(tool, files),
  },
  cpp: {
    title: "C++",
    backend: cppBackend,
    tool: "zig",
    app: "app.cpp",
    checkStrict: cpp.checkStrict,
    link: (tool, files) => cpp.linkModule(tool, files),
  },
  zig: {
    title: "Zig",
    backend: zigBackend,
    tool: "zig",
    app: "app.zig",
    checkStrict: zig.checkStrict,
    link: (tool, files) => zig.linkModule(tool, files),
  },
  d: {
    title: "D",
    backend: dBackend,
    tool: "ldc",
    app: "app.d",
    checkStrict: d.checkStrict,
    link: (_, files) => d.linkModule(files),
  },
  rust: {
    title: "Rust",
    backend: rustBackend,
    tool: "rust",
    app: "app.rs",
    checkStrict: (projects) => rust.checkStrict(projects),
    link: (tool, files) => rust.linkModule(files, tool),
  },
  go: {
    title: "Go",
    backend: goBackend,
    tool: "go",
    app: "app.go",
    checkStrict: go.checkStrict,
    link: (tool, files, plan) => go.linkModule(tool, files, plan),
  },
} as const satisfies Record<string, CoreGuest>;

export type CoreGuestId = keyof typeof coreGuests;

/** One of our own worlds. */
export function ourWorld({ backend }: CoreGuest, world: string, options?: OptionValues) {
  const { files, plan, diagnostics } = generateFromWit(backend, {
    wit: `${repository}/wit`,
    world,
    stubs: "empty",
    ...(options === undefined ? {} : { options }),
  });
  expect(diagnostics).toEqual([]);
  if (plan === undefined) throw new Error(`${world} has no plan`);
  return { files, plan };
}

export interface TextRequest {
  readonly world?: string;
  readonly options?: OptionValues;
  readonly stubs?: "empty" | "echo";
}

/** A world of its own text. */
export function fromText({ backend }: CoreGuest, text: string, { world, ...options }: TextRequest = {}) {
  const { graph, diagnostics } = loadWitSources([{ path: "own.wit", text }]);
  if (graph === undefined) throw new Error(`${diagnostics.map((d) => d.message).join("; ")}\n${text}`);
  const selected = selectWorld(graph, world);
  if (typeof selected !== "number") throw new Error(selected.message);
  const { directives } = parseDirectives(graph);
  const { plan } = planWorld(graph, directives, selected, { side: "guest", profile: backend.profile });
  return { plan, ...generate(backend, plan, options) };
}

/** The source of an app in `apps`, by its job: `blinky` is `apps/blinky.zig` for Zig. */
export function appSource(guest: CoreGuest, name: string): string {
  const ending = guest.app.slice(guest.app.lastIndexOf("."));
  return readFileSync(new URL(`apps/${name}${ending}`, import.meta.url), "utf8");
}

/** Files with an app in the place of stubs. */
export const withApp = (guest: CoreGuest, files: FileSet, text: string): FileSet => [
  ...files.filter((f) => f.path !== guest.app),
  { path: guest.app, text },
];

/** The module; whatever the compiler says is a failure. */
export function linkClean(guest: CoreGuest, files: FileSet, plan: Plan, context: Context): Uint8Array {
  const { wasm, messages } = guest.link(requireTool(guest.tool, context), files, plan);
  expect(messages).toBe("");
  return wasm;
}

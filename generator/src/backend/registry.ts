/** Every language by id, loaded only when asked for; the command line, the documents and the tests derive from it. */
import type { Backend } from "./contract.js";
import type { Recipe } from "./recipe.js";
import type { Renderer } from "./renderer.js";

export interface Language {
  readonly id: string;
  readonly title: string;
  readonly side: "guest" | "host" | "docs";
  /** Absent: not built yet. */
  readonly load?: () => Promise<Backend>;
  /** In place of `load`, of what needs no plan. */
  readonly render?: () => Promise<Renderer>;
  /** Absent: `ocrekit build` makes no app of it. */
  readonly recipe?: () => Promise<Recipe>;
  /** Said of a language that is not built yet. */
  readonly note?: string;
}

const planned = (id: string, title: string, side: Language["side"], note = "planned"): Language => ({
  id,
  title,
  side,
  note,
});

/**
 * A back-end exports `backend` from `backends/<id>/backend.ts` and, when apps can be built, `recipe` from
 * `backends/<id>/recipe.ts`; its entry here says where they are.
 */
export const languages: readonly Language[] = [
  {
    id: "c",
    title: "C",
    side: "guest",
    load: async () => (await import("../backends/c/backend.js")).backend,
    recipe: async () => (await import("../backends/c/recipe.js")).recipe,
  },
  {
    id: "cpp",
    title: "C++",
    side: "guest",
    load: async () => (await import("../backends/cpp/backend.js")).backend,
    recipe: async () => (await import("../backends/cpp/recipe.js")).recipe,
  },
  {
    id: "rust",
    title: "Rust",
    side: "guest",
    load: async () => (await import("../backends/rust/backend.js")).backend,
    recipe: async () => (await import("../backends/rust/recipe.js")).recipe,
  },
  {
    id: "zig",
    title: "Zig",
    side: "guest",
    load: async () => (await import("../backends/zig/backend.js")).backend,
    recipe: async () => (await import("../backends/zig/recipe.js")).recipe,
  },
  {
    id: "go",
    title: "Go",
    side: "guest",
    load: async () => (await import("../backends/go/backend.js")).backend,
    recipe: async () => (await import("../backends/go/recipe.js")).recipe,
  },
  {
    id: "assemblyscript",
    title: "AssemblyScript",
    side: "guest",
    load: async () => (await import("../backends/assemblyscript/backend.js")).backend,
    recipe: async () => (await import("../backends/assemblyscript/recipe.js")).recipe,
  },
  {
    id: "typescript",
    title: "TypeScript",
    side: "guest",
    load: async () => (await import("../backends/typescript/backend.js")).backend,
    recipe: async () => (await import("../backends/typescript/recipe.js")).recipe,
  },
  {
    id: "python",
    title: "Python",
    side: "guest",
    load: async () => (await import("../backends/python/backend.js")).backend,
    recipe: async () => (await import("../backends/python/recipe.js")).recipe,
  },
  {
    id: "csharp",
    title: "C#",
    side: "guest",
    render: async () => (await import("../backends/csharp/renderer.js")).renderer,
  },
  {
    id: "moonbit",
    title: "MoonBit",
    side: "guest",
    render: async () => (await import("../backends/moonbit/renderer.js")).renderer,
  },
  {
    id: "d",
    title: "D",
    side: "guest",
    load: async () => (await import("../backends/d/backend.js")).backend,
    recipe: async () => (await import("../backends/d/recipe.js")).recipe,
  },
  {
    id: "docs",
    title: "Documentation",
    side: "docs",
    render: async () => (await import("../backends/docs/renderer.js")).renderer,
  },
  {
    id: "host-ts",
    title: "TypeScript host",
    side: "host",
    load: async () => (await import("../backends/host-ts/backend.js")).backend,
  },
  planned("host-wamr", "WAMR host (C)", "host"),
];

/** Those that `ocrekit build` makes apps of. */
export const buildableLanguages: readonly string[] = languages.filter((l) => l.recipe !== undefined).map((l) => l.id);

export const findLanguage = (id: string): Language | undefined => languages.find((l) => l.id === id);

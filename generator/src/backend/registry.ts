/** Every language by id, loaded only when asked for; the command line, the documents and the tests derive from it. */
import type { Backend } from "./contract.js";

export interface Language {
  readonly id: string;
  readonly title: string;
  readonly side: "guest" | "host" | "docs";
  /** Absent: not built yet. */
  readonly load?: () => Promise<Backend>;
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
 * A back-end exports `backend` from `backends/<id>/backend.ts`, and its line here becomes
 * `{ id, title, side, load: async () => (await import("../backends/<id>/backend.js")).backend }`.
 */
export const languages: readonly Language[] = [
  { id: "c", title: "C", side: "guest", load: async () => (await import("../backends/c/backend.js")).backend },
  { id: "cpp", title: "C++", side: "guest", load: async () => (await import("../backends/cpp/backend.js")).backend },
  planned("rust", "Rust", "guest"),
  { id: "zig", title: "Zig", side: "guest", load: async () => (await import("../backends/zig/backend.js")).backend },
  planned("go", "Go", "guest"),
  {
    id: "assemblyscript",
    title: "AssemblyScript",
    side: "guest",
    load: async () => (await import("../backends/assemblyscript/backend.js")).backend,
  },
  planned("typescript", "TypeScript", "guest"),
  planned("python", "Python", "guest"),
  planned("csharp", "C#", "guest"),
  planned("moonbit", "MoonBit", "guest"),
  planned("d", "D", "guest"),
  planned("docs", "Documentation", "docs"),
  {
    id: "host-ts",
    title: "TypeScript host",
    side: "host",
    load: async () => (await import("../backends/host-ts/backend.js")).backend,
  },
  planned("host-wamr", "WAMR host (C)", "host"),
];

export const findLanguage = (id: string): Language | undefined => languages.find((l) => l.id === id);

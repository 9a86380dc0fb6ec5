/** How each language spells a function: asked of its back-end, over a world made of everything that the pages describe. */
import { planWorld } from "../../abi/index.js";
import type { Backend } from "../../backend/contract.js";
import { createContext } from "../../backend/driver.js";
import { languages } from "../../backend/registry.js";
import { supportDiagnostics } from "../../backend/support.js";
import { settle } from "../../emit/line-breaks.js";
import type { Directives } from "../../graph/directive-model.js";
import type { Func, Graph, Interface, World, WorldEntry } from "../../graph/model.js";
import { type InterfaceId, interfaceId, worldId } from "../../ids.js";

export interface Spelling {
  readonly language: string;
  readonly text: string;
}

export type Spellings = ReadonlyMap<Func, readonly Spelling[]>;

/** Every guest language that is built and says how its functions read. */
export async function guestLanguages(): Promise<readonly Backend[]> {
  const guests = languages.filter((l) => l.side === "guest");
  const loaded = await Promise.all(guests.map((l) => l.load?.()));
  return loaded.flatMap((backend) => (backend?.spelling === undefined ? [] : [backend]));
}

export function spellingsOf(graph: Graph, directives: Directives, backends: readonly Backend[]): Spellings {
  const found = new Map<Func, Spelling[]>();
  for (const backend of backends) {
    for (const world of supportedWorlds(graph, directives, backend)) {
      const extended: Graph = { ...graph, worlds: [...graph.worlds, world] };
      const { plan } = planWorld(extended, directives, worldId(graph.worlds.length), {
        side: "guest",
        profile: backend.profile,
      });
      const cx = createContext(backend, plan);
      for (const fn of plan.groups.flatMap((group) => group.functions)) {
        const known = found.get(fn.source) ?? [];
        if (known.some((s) => s.language === backend.title)) continue;
        const text = backend.spelling?.(cx.func(fn)).text ?? "";
        known.push({ language: backend.title, text: oneLine(text) });
        found.set(fn.source, known);
      }
    }
  }
  return found;
}

/** Marks of names and line breaks settled, and what a back-end broke for width joined again. */
const oneLine = (text: string): string =>
  settle(text, Number.POSITIVE_INFINITY, (_, name) => name)
    .split("\n")
    .map((line) => line.trim())
    .join(" ")
    .replaceAll(/([([{]) /g, "$1")
    .replaceAll(/,? ([)\]])/g, "$1");

/** All named interfaces in one world, so that names are those of an app that uses several; then the worlds with functions of their own. */
function supportedWorlds(graph: Graph, directives: Directives, backend: Backend): readonly World[] {
  const main = graph.worlds[0];
  const faces = graph.interfaces.flatMap((face, i) =>
    face.name === undefined ? [] : [[interfaceId(i), face] as const],
  );
  const blank = { name: "reference", stability: { kind: "unknown" } } as const;
  const home = graph.main;
  const span = main?.span ?? faces[0]?.[1].span;
  if (span === undefined) return [];
  const supported = (world: World): boolean =>
    supportDiagnostics({ ...graph, worlds: [...graph.worlds, world] }, worldId(graph.worlds.length), backend).length ===
    0;
  const imports: WorldEntry[] = [];
  const exports: WorldEntry[] = [];
  for (const [id, face] of faces) {
    const entry: WorldEntry = {
      key: { interface: id },
      item: { kind: "interface", id, stability: face.stability },
      span: face.span,
    };
    const exported = isImplemented(graph, directives, id, face);
    const alone = { ...blank, package: home, span, imports: exported ? [] : [entry], exports: exported ? [entry] : [] };
    if (supported(alone)) (exported ? exports : imports).push(entry);
  }
  const own = graph.worlds.filter(
    (world) =>
      [...world.imports, ...world.exports].some(({ key, item }) => "name" in key && item.kind !== "type") &&
      supported(world),
  );
  return [{ ...blank, package: home, span, imports, exports }, ...own];
}

/** Whether apps implement the interface, not the host: what worlds do with it, else what its directives say. */
export function isImplemented(graph: Graph, directives: Directives, id: InterfaceId, face: Interface): boolean {
  const inside = (entries: World["imports"]): boolean =>
    entries.some(({ item }) => item.kind === "interface" && item.id === id);
  if (graph.worlds.some((world) => inside(world.imports))) return false;
  if (graph.worlds.some((world) => inside(world.exports))) return true;
  const functions = [...face.functions.values()];
  return functions.length > 0 && functions.every((fn) => directives.functions.get(fn)?.guard.kind === "handler");
}

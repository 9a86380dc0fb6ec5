/** One world of one WIT package, made ready for every host: its plan, its generated Node host, and the text that component tools take. */
import type { Plan } from "ocrekit/abi";
import { type Graph, type Interface, printWit, selectWorld } from "ocrekit/graph";
import { createContext } from "../../generator/src/backend/driver.js";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import type { Context } from "../../generator/src/backend/index.js";
import { backend as hostTs } from "../../generator/src/backends/host-ts/backend.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { witFolder } from "../../generator/src/emit/package-root.js";
import { despecialized, loadWit } from "../../generator/src/graph/index.js";

export interface Subject {
  readonly name: string;
  /** A file or a folder. */
  readonly wit: string;
  readonly world: string;
  readonly graph: Graph;
  /** From the host's side: imports are what it implements, exports are what it calls. */
  readonly plan: Plan;
  /** Spelling of the generated Node host. */
  readonly cx: Context;
  readonly host: FileSet;
  /** The whole WIT in one text, with the types that component tools know; the canonical ABI is the same. */
  readonly componentWit: string;
}

/** Why WIT is no subject: what the generator said. */
export class Unsuitable extends Error {}

export function loadSubject(name: string, wit: string, world?: string): Subject {
  const own = witFolder();
  const { graph, diagnostics } = loadWit(
    wit,
    own === undefined ? {} : { builtins: { path: own, shownAs: "ocrekit/wit" } },
  );
  const errors = diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
  if (graph === undefined) throw new Unsuitable(errors.join("; "));
  const selected = selectWorld(graph, world);
  if (typeof selected !== "number") throw new Unsuitable(selected.message);
  const generated = generateFromWit(hostTs, {
    wit,
    undirected: "allow",
    ...(world === undefined ? {} : { world }),
  });
  const { plan, files } = generated;
  const refused = generated.diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
  if (plan === undefined || refused.length > 0) throw new Unsuitable(refused.join("; "));
  return {
    name,
    wit,
    world: plan.world.name,
    graph,
    plan,
    cx: createContext(hostTs, plan),
    host: files,
    componentWit: printWit(knownToEngines(graph)),
  };
}

/** Spelled so that every component tool takes it; the canonical ABI is the same. */
function knownToEngines(graph: Graph): Graph {
  const lowered = despecialized(graph);
  return { ...lowered, interfaces: lowered.interfaces.map(constructorsFirst) };
}

/** jco panics over a constructor that comes after a method. */
function constructorsFirst(of: Interface): Interface {
  const rank = (name: string): number => (name.startsWith("[constructor]") ? 0 : 1);
  return { ...of, functions: new Map([...of.functions].toSorted(([a], [b]) => rank(a) - rank(b))) };
}

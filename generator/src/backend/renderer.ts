/** What is generated from the resolved WIT itself, without a plan: documents, and SDKs that another tool's bindings carry. */
import type { Diagnostic } from "../diagnostics/index.js";
import type { FileSet } from "../emit/files.js";
import type { Directives } from "../graph/directive-model.js";
import type { Graph } from "../graph/model.js";
import type { WorldId } from "../ids.js";
import type { OptionSpec, OptionValues } from "./contract.js";

export interface Renderer {
  /** As on the command line: `docs`. */
  readonly id: string;
  /** As in documents. */
  readonly title: string;
  readonly side: "guest" | "docs";
  /** `one`: a world must be chosen, and it is all that is looked at; `all`: the whole package and what it needs. */
  readonly worlds: "one" | "all";
  readonly options: readonly OptionSpec[];
  /** Of an SDK that apps are built with by the language's own tools. */
  readonly byHand?: ByHand;
  render(input: RenderInput): Promise<Rendered>;
}

/** What a user does with an SDK, for people. */
export interface ByHand {
  /** `wit-bindgen's bindings and a project` */
  readonly written: string;
  /** Commands, to be run in the SDK's folder, whose README says the rest. */
  readonly build: (world: string) => readonly string[];
  /** What has to be there for that. */
  readonly wants: string;
}

export interface RenderInput {
  readonly graph: Graph;
  readonly directives: Directives;
  /** Set when `worlds` is `one`. */
  readonly world?: WorldId;
  readonly options: OptionValues;
  /** `empty` or `echo` when `--stubs` was given. */
  readonly stubs?: "empty" | "echo";
  /** Version of the generator, for banners. */
  readonly version: string;
}

export interface Rendered {
  /** Sorted by path; empty when there is an error. */
  readonly files: FileSet;
  readonly diagnostics: readonly Diagnostic[];
}

/** `ocrekit wit`: reads WIT, and prints it as JSON or as canonical text. */
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { renderDiagnostics } from "../diagnostics/render.js";
import { witFolder } from "../emit/package-root.js";
import { graphToJson } from "../graph/json.js";
import { loadWit } from "../graph/load.js";
import { printWit, printWorld } from "../graph/print.js";
import { selectWorld } from "../graph/select-world.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type CommandIo, exitCodes } from "./command-io.js";

export const witHelp = `usage: ocrekit wit PATH [--json|--text] [--world W] [--features F]... [--all-features]

  PATH            a .wit file, or a folder with .wit files and perhaps a folder 'deps'

  --json          what 'wasm-tools component wit --json' prints
  --text          canonical WIT, every package in one text (the default)
  --world W       as text, only this world of the main package, or 'namespace:package/world@version',
                  with everything that it includes and needs; an error when there is none
  --features F    switch a feature of '@unstable' on; repeatable, or a list with commas
  --all-features  switch all features on
`;

export async function witCommand(argv: readonly string[], io: CommandIo): Promise<number> {
  const { values, positionals } = parseCommandLine(argv, {
    json: { type: "boolean" },
    text: { type: "boolean" },
    world: { type: "string" },
    features: { type: "string", multiple: true },
    "all-features": { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help) {
    io.stdout(witHelp);
    return exitCodes.ok;
  }
  if (values.json && values.text) throw new UsageError("--json and --text exclude each other");
  const [path = "."] = expectPositionals(positionals, ["PATH"]);
  const features = (values.features ?? []).flatMap((list) => list.split(",")).filter((name) => name !== "");
  const ours = witFolder();
  const loaded = loadWit(displayPath(path, io), {
    features,
    allFeatures: values["all-features"] ?? false,
    ...(ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } }),
  });
  const fail = (diagnostics: readonly Diagnostic[]): number => {
    io.stderr(renderDiagnostics(diagnostics, { color: io.colour }));
    return exitCodes.input;
  };
  if (loaded.graph === undefined) return fail(loaded.diagnostics);
  const { graph } = loaded;
  const world = values.world === undefined ? undefined : selectWorld(graph, values.world);
  if (typeof world === "object") return fail([...loaded.diagnostics, world]);
  io.stderr(renderDiagnostics(loaded.diagnostics, { color: io.colour }));
  if (values.json) io.stdout(`${JSON.stringify(graphToJson(graph), undefined, 2)}\n`);
  else io.stdout(world === undefined ? printWit(graph) : printWorld(graph, world));
  return exitCodes.ok;
}

/** Messages show the path as the user wrote it, as long as that names the same file. */
function displayPath(path: string, io: CommandIo): string {
  return resolve(io.cwd) === process.cwd() ? path : resolve(io.cwd, path);
}

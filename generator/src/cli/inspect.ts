/** `ocrekit inspect`: the stages of generation, and what a linked module can ask for at most. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/index.js";
import { didYouMean, renderDiagnostics } from "../diagnostics/index.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";

const stages = ["graph", "plan", "names", "files"] as const;
type Stage = (typeof stages)[number];

export interface StageRequest {
  readonly wit: string;
  readonly stage: Stage;
  readonly language: string;
  readonly world?: string;
  readonly func?: string;
}

/** What a stage answers: a text for people, a value for `--json`, or only diagnostics. */
export interface Shown {
  readonly text?: string;
  readonly json?: unknown;
  readonly diagnostics: readonly Diagnostic[];
}

export const inspectCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    stage: { type: "string" },
    world: { type: "string" },
    lang: { type: "string" },
    func: { type: "string" },
    wit: { type: "string" },
    json: { type: "boolean" },
  });
  const [path = ""] = expectPositionals(positionals, ["WIT or APP.wasm"]);
  const full = resolve(io.cwd, path);
  if (!existsSync(full)) throw new UsageError(`there is no '${path}'`);
  const isModule = !statSync(full).isDirectory() && isWasm(full);
  if (isModule && values.stage !== undefined) throw new UsageError("--stage is for WIT; a module has no stages");
  const shown = isModule
    ? await (await import("./inspect-module.js")).showModule(
        full,
        path,
        values.wit === undefined ? undefined : resolve(io.cwd, values.wit),
      )
    : await (await import("./inspect-stage.js")).showStage({
        wit: full,
        stage: stageOf(values.stage),
        language: values.lang ?? "c",
        ...(values.world === undefined ? {} : { world: values.world }),
        ...(values.func === undefined ? {} : { func: values.func }),
      });
  return print(shown, values.json === true, io);
};

function print({ text, json, diagnostics }: Shown, asJson: boolean, io: CommandIo): number {
  io.stderr(renderDiagnostics(diagnostics, { color: io.colour }));
  if (text === undefined || diagnostics.some((d) => d.severity === "error")) return exitCodes.input;
  io.stdout(asJson ? `${JSON.stringify(json, null, 2)}\n` : text);
  return exitCodes.ok;
}

function stageOf(name: string | undefined): Stage {
  const found = stages.find((stage) => stage === name);
  if (found !== undefined) return found;
  const said = name === undefined ? "--stage is missing" : `there is no stage '${name}'${didYouMean(name, stages)}`;
  throw new UsageError(`${said}; it is ${stages.join(", ")}`);
}

function isWasm(path: string): boolean {
  return readFileSync(path).subarray(0, 4).equals(Buffer.from("\0asm"));
}

/** `ocrekit run`: apps under default deny, on the Node host. */
import { existsSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { jsonLinesTrace, logLevels, parseDuration, type RunResult, runApps, svgTrace, waveform } from "@ocrekit/host";
import { type Diagnostic, didYouMean, renderDiagnostics } from "../diagnostics/index.js";
import { witFolder } from "../emit/package-root.js";
import { parseDirectives } from "../graph/directives.js";
import { loadWit } from "../graph/index.js";
import { type PermissionSource, type ScopeTable, sourceFromFlag } from "../policy/index.js";
import { parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";
import { jsonReport, runExit, textReport } from "./run-report.js";

export const runHelp = `usage: ocrekit run DIR|ocre.json|APP.wasm... [OPTION]...

  --grants FILE   what the operator allows (grants.json); repeatable
  --allow [APP:]P grant a permission: 'gpio.write(led0)'; to one app or to all; repeatable
  --deny [APP:]P  deny one, whatever allows it; repeatable
  --allow-all     grant whatever is requested; for experiments
  --sim FILE      what the simulated world does, and when (JSON lines)
  --virtual-time  as fast as possible, by a clock that jumps
  --for TIME      stop after so long: 500ms, 10s
  --with MODULE   a host of your own: a module with 'host' and 'implement'
  --wit PATH      packages of your own with permissions; the folder wit beside an app by default
  --trace FILE    draw the GPIO lines here, and write them as .svg or .jsonl
  --audit FILE    append every decision as a JSON line
  --dir D         where volumes and stores are kept (.ocrekit)
  --log-level L   ${logLevels.join(", ")}
  --exit-code-from APP
                  end with the status that this app ends with
  --json          events as JSON lines

Exit status: 0 all well, 1 bad input, 2 wrong command line, 10 an app failed, 11 denied at the start, 12 a trap, 13 a limit, 70 a
bug of the host; the worst of them.
`;

export const runCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    grants: { type: "string", multiple: true },
    allow: { type: "string", multiple: true },
    deny: { type: "string", multiple: true },
    "allow-all": { type: "boolean" },
    sim: { type: "string" },
    "virtual-time": { type: "boolean" },
    for: { type: "string" },
    with: { type: "string" },
    wit: { type: "string", multiple: true },
    trace: { type: "string" },
    audit: { type: "string" },
    dir: { type: "string" },
    "log-level": { type: "string" },
    "exit-code-from": { type: "string" },
    json: { type: "boolean" },
    help: { type: "boolean", short: "h" },
  });
  if (values.help === true) {
    io.stdout(runHelp);
    return exitCodes.ok;
  }
  if (positionals.length === 0) throw new UsageError("DIR, ocre.json or APP.wasm is missing");
  const json = values.json === true;
  const report = json ? jsonReport(io) : textReport(io);
  const wit = values.wit ?? positionals.flatMap((target) => witBeside(target, io));
  const own = readScopes(wit, io);
  if (own.diagnostics.length > 0) {
    io.stderr(renderDiagnostics(own.diagnostics, { color: io.colour }));
    if (own.diagnostics.some((d) => d.severity === "error")) return exitCodes.input;
  }
  const forMs = values.for === undefined ? undefined : milliseconds(values.for);
  const logThreshold = logLevel(values["log-level"]);
  let release = (): void => {};
  const result = await runApps({
    targets: positionals,
    cwd: io.cwd,
    grants: values.grants ?? [],
    allow: forApp("--allow", values.allow ?? []),
    deny: forApp("--deny", values.deny ?? []),
    allowAll: values["allow-all"] === true,
    scopes: own.scopes,
    folder: resolve(io.cwd, values.dir ?? ".ocrekit"),
    virtualTime: values["virtual-time"] === true,
    ...(values.sim === undefined ? {} : { sim: values.sim }),
    ...(values.with === undefined ? {} : { extension: values.with }),
    ...(values.audit === undefined ? {} : { audit: values.audit }),
    ...(forMs === undefined ? {} : { forMs }),
    ...(logThreshold === undefined ? {} : { logThreshold }),
    events: report.events,
    onStarted: (stop) => {
      release = onInterrupt(stop);
    },
  });
  release();
  report.diagnostics(result.diagnostics);
  if (values.trace !== undefined && result.trace !== undefined) drawTrace(result, values.trace, json, io);
  return runExit(result, values["exit-code-from"]);
};

/** `thermostat:gpio.write(relay)` is for one app; a permission has no colon before its parenthesis. */
function forApp(flag: string, texts: readonly string[]): (app: string) => readonly PermissionSource[] {
  const parsed = texts.map((text) => {
    const [, app, permission = text] = /^([a-z0-9][a-z0-9._-]*):(.+)$/s.exec(text) ?? [];
    return { app, source: sourceFromFlag(flag, permission) };
  });
  return (name) => parsed.filter(({ app }) => app === undefined || app === name).map(({ source }) => source);
}

/** A package of the user's own lies beside the manifest, as `ocrekit build` has it. */
function witBeside(target: string, io: CommandIo): readonly string[] {
  const path = resolve(io.cwd, target);
  const folder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? path : dirname(path);
  const wit = join(folder, "wit");
  return existsSync(wit) && existsSync(join(folder, "ocre.json")) ? [wit] : [];
}

function readScopes(
  paths: readonly string[],
  io: CommandIo,
): { readonly scopes: ScopeTable; readonly diagnostics: readonly Diagnostic[] } {
  const ours = witFolder();
  const diagnostics: Diagnostic[] = [];
  const scopes: [string, ScopeTable extends ReadonlyMap<string, infer S> ? S : never][] = [];
  for (const path of new Set(paths)) {
    const loaded = loadWit(resolve(io.cwd, path), {
      shownAs: path,
      ...(ours === undefined ? {} : { builtins: { path: ours, shownAs: "ocrekit/wit" } }),
    });
    diagnostics.push(...loaded.diagnostics);
    if (loaded.graph === undefined) continue;
    const { directives, diagnostics: found } = parseDirectives(loaded.graph);
    diagnostics.push(...found);
    scopes.push(...directives.scopes);
  }
  return { scopes: new Map(scopes), diagnostics };
}

function drawTrace(result: RunResult, file: string, json: boolean, io: CommandIo): void {
  const { trace, title } = result;
  if (trace === undefined) return;
  const path = resolve(io.cwd, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, /\.jsonl?$/.test(file) ? jsonLinesTrace(trace, title) : svgTrace(trace, { title }));
  if (!json)
    io.stdout(
      `\n${waveform(trace, { width: Math.min(120, Number(io.env["COLUMNS"]) || 100), colour: io.colour, title })}`,
    );
}

/** The first interrupt asks the apps to end, the second does not ask. */
function onInterrupt(stop: () => void): () => void {
  let asked = false;
  const interrupt = (): void => {
    if (asked) process.exit(130);
    asked = true;
    stop();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  return () => {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  };
}

function milliseconds(text: string): number {
  try {
    return Number(parseDuration(text) / 1_000_000n);
  } catch (error) {
    throw new UsageError(`--for: ${error instanceof Error ? error.message : text}`);
  }
}

function logLevel(text: string | undefined) {
  if (text === undefined) return undefined;
  const found = logLevels.find((level) => level === text);
  if (found === undefined) throw new UsageError(`--log-level is ${logLevels.join(", ")}${didYouMean(text, logLevels)}`);
  return found;
}

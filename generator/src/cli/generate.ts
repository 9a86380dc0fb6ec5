/** `ocrekit generate`: from WIT to an SDK or a guarded host on disk, all of it or, with one error, nothing. */
import { existsSync } from "node:fs";
import { basename, isAbsolute, normalize, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Backend, OptionSpec, OptionValues } from "../backend/contract.js";
import type { FromWitResult } from "../backend/from-wit.js";
import { findLanguage, type Language, languages } from "../backend/registry.js";
import type { Renderer } from "../backend/renderer.js";
import { type Diagnostic, didYouMean, renderDiagnostics } from "../diagnostics/index.js";
import { expectPositionals, type OptionTable, parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";

const common = {
  world: { type: "string" },
  "out-dir": { type: "string" },
  check: { type: "boolean" },
  stubs: { type: "string" },
  strict: { type: "boolean" },
  features: { type: "string", multiple: true },
  "all-features": { type: "boolean" },
  directives: { type: "string" },
  undirected: { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean", short: "h" },
} as const satisfies OptionTable;

export const generateCommand: Command = async (argv, io) => {
  const first = parseArgs({ args: [...argv], options: common, strict: false, allowPositionals: true });
  const id = first.positionals[0];
  if (first.values.help === true) {
    io.stdout(await helpText(id === undefined ? undefined : findLanguage(id)));
    return exitCodes.ok;
  }
  const backend = await loadBackend(id);
  const { values, positionals } = parseCommandLine(argv, { ...common, ...ownOptions(backend) });
  const [, wit = "wit"] = expectPositionals(positionals, ["LANG", "WIT?"]);
  const outDir = values["out-dir"];
  if (outDir === undefined) throw new UsageError("--out-dir is missing");
  const stubs = oneOf("--stubs", values.stubs, ["empty", "echo"] as const);
  const undirected = oneOf("--undirected", values.undirected, ["error", "deny", "allow"] as const);
  const source = resolve(io.cwd, wit);
  if (!existsSync(source)) throw new UsageError(`there is no '${wit}'`);
  const { generateFromWit, renderFromWit } = await import("../backend/from-wit.js");
  const request = {
    wit: shown(source, io),
    shownAs: isAbsolute(wit) ? basename(wit) : normalize(wit),
    options: optionValues(backend, values),
    ...(values.world === undefined ? {} : { world: values.world }),
    ...(values.features === undefined ? {} : { features: values.features.flatMap((f) => f.split(",")) }),
    ...(values["all-features"] === undefined ? {} : { allFeatures: values["all-features"] }),
    ...(values.directives === undefined ? {} : { directives: shown(resolve(io.cwd, values.directives), io) }),
    ...(values.strict === undefined ? {} : { strict: values.strict }),
    ...(stubs === undefined ? {} : { stubs }),
    ...(undirected === undefined ? {} : { undirected }),
  };
  const result: FromWitResult =
    "render" in backend ? await renderFromWit(backend, request) : generateFromWit(backend, request);
  const failed = result.diagnostics.some((d) => d.severity === "error");
  io.stderr(renderDiagnostics(result.diagnostics, { color: io.colour }));
  const world = result.plan === undefined ? undefined : worldName(result.plan.world);
  if (failed) {
    if (values.json === true) io.stdout(summary({ language: backend.id, world, diagnostics: result.diagnostics }));
    return exitCodes.input;
  }
  const { writeFiles } = await import("../emit/writer.js");
  const report = writeFiles(resolve(io.cwd, outDir), result.files, { check: values.check === true });
  const differs = values.check === true && report.written.length > 0;
  if (values.json === true) {
    io.stdout(
      summary({
        language: backend.id,
        world,
        outDir,
        check: values.check === true,
        ...report,
        diagnostics: result.diagnostics,
      }),
    );
  } else if (values.check === true) {
    io.stdout(
      differs
        ? `${outDir} is not up to date:\n${report.written.map((path) => `  ${path}\n`).join("")}`
        : `${outDir} is up to date\n`,
    );
  } else {
    const kept = report.kept.length === 0 ? "" : `, ${report.kept.length} of yours kept`;
    const byHand = "render" in backend ? backend.byHand : undefined;
    const hint = byHand === undefined ? "" : `an app wants ${byHand.wants}; ${outDir}/README.md says how it is built\n`;
    io.stdout(
      `${backend.title}${world === undefined ? "" : ` for ${world}`} in ${outDir}: ${report.written.length} written, ${report.unchanged.length} unchanged${kept}\n${hint}`,
    );
  }
  return differs ? exitCodes.input : exitCodes.ok;
};

async function loadBackend(id: string | undefined): Promise<Backend | Renderer> {
  if (id === undefined) throw new UsageError("LANG is missing; 'ocrekit languages' lists what there is");
  const language = findLanguage(id);
  if (language === undefined)
    throw new UsageError(
      `unknown language '${id}'${didYouMean(
        id,
        languages.map((l) => l.id),
      )}`,
    );
  const load = language.load ?? language.render;
  if (load === undefined) throw new UsageError(`${language.title} is not built yet (${language.note ?? "planned"})`);
  return load();
}

/** A path as diagnostics show it: relative where it lies below the folder the user is in. */
function shown(path: string, io: CommandIo): string {
  const short = relative(io.cwd, path);
  return io.cwd === process.cwd() && short !== "" && !short.startsWith("..") ? short : path;
}

const worldName = (world: {
  readonly name: string;
  readonly package: { readonly namespace: string; readonly name: string };
}): string => `${world.package.namespace}:${world.package.name}/${world.name}`;

function ownOptions(backend: { readonly options: readonly OptionSpec[] }): OptionTable {
  return Object.fromEntries(
    backend.options.map((o) => [o.name, { type: o.kind === "flag" ? ("boolean" as const) : ("string" as const) }]),
  );
}

function optionValues(
  backend: { readonly options: readonly OptionSpec[] },
  values: Readonly<Record<string, unknown>>,
): OptionValues {
  const given = new Map<string, string | boolean>();
  for (const spec of backend.options) {
    const value = values[spec.name];
    if (typeof value === "boolean") given.set(spec.name, value);
    if (typeof value === "string") given.set(spec.name, oneOf(`--${spec.name}`, value, spec.values ?? [value]));
  }
  return given;
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T;
function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined;
function oneOf<T extends string>(option: string, value: string | undefined, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((a) => a === value);
  if (found === undefined)
    throw new UsageError(`${option} is '${value}'; it takes ${allowed.join(", ")}${didYouMean(value, allowed)}`);
  return found;
}

interface Summary {
  readonly language: string;
  readonly world: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly [more: string]: unknown;
}

function summary({ diagnostics, ...rest }: Summary): string {
  const told = diagnostics.map(({ code, severity, message, span }) => ({
    code,
    severity,
    message,
    ...(span === undefined ? {} : { file: span.file.path, start: span.start }),
  }));
  return `${JSON.stringify({ ...rest, diagnostics: told }, null, 2)}\n`;
}

async function helpText(language: Language | undefined): Promise<string> {
  const own = (await (language?.load ?? language?.render)?.())?.options ?? [];
  const lines = own.map(
    (o) =>
      `  --${o.name}${o.kind === "flag" ? "" : `=${o.values?.join("|") ?? "VALUE"}`}  ${o.help}${o.default === undefined ? "" : ` (${o.default})`}`,
  );
  return `ocrekit generate LANG [WIT] --world W --out-dir D

  LANG  ${languages
    .filter((l) => (l.load ?? l.render) !== undefined)
    .map((l) => l.id)
    .join(", ")}; 'ocrekit languages' lists all
  WIT   a file or a folder; ./wit by default

  --world W           which world; not needed when the package has one
  --out-dir D         where the files go
  --check             write nothing; fail when the files differ from what would be written
  --stubs=empty|echo  also an implementation of every export that compiles
  --strict            every finding is an error
  --features F        unstable features to include, separated by commas
  --all-features      all of them
  --directives FILE   permission directives for packages that have none
  --undirected error|deny|allow
                      what a function without a directive is, in a host (error)
  --json              a summary as JSON
${lines.length === 0 ? "" : `\n${language?.title ?? ""}:\n${lines.join("\n")}\n`}`;
}

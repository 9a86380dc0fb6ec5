/** `ocrekit build`: an app's SDK, its compiler, its module, checked. */
import { relative, resolve } from "node:path";
import { type BuildResult, buildApp } from "../build/build-app.js";
import { readProject } from "../build/project.js";
import { type Diagnostic, locate, renderDiagnostics } from "../diagnostics/index.js";
import { expectPositionals, parseCommandLine } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";

export const buildCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    offline: { type: "boolean" },
    force: { type: "boolean" },
    verbose: { type: "boolean" },
    json: { type: "boolean" },
  });
  const [folder = "."] = expectPositionals(positionals, ["DIR?"]);
  const json = values.json === true;
  const read = await readProject(resolve(io.cwd, folder), io.cwd);
  if (!read.ok) return report({ ok: false, diagnostics: read.diagnostics }, json, io);
  const started = performance.now();
  const result = await buildApp(read.project, {
    env: io.env,
    offline: values.offline === true,
    force: values.force === true,
    progress: (line) => io.stderr(`${line}\n`),
  });
  if (values.verbose === true && result.ok)
    io.stderr(result.commandLines.map((line) => `${line.join(" ")}\n`).join(""));
  const status = report(result, json, io);
  if (result.ok && !json) {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const memory = result.memoryPages === 0 ? "a component" : `${result.memoryPages * 64} KiB of memory`;
    const how = result.cached
      ? "nothing to compile"
      : `${result.toolchain.id} ${result.toolchain.version}, ${seconds} s`;
    io.stdout(`${read.project.name}: ${relative(io.cwd, result.module)}, ${result.bytes} bytes, ${memory} (${how})\n`);
  }
  return status;
};

function report(result: BuildResult, json: boolean, io: CommandIo): number {
  if (json) io.stdout(`${JSON.stringify(asJson(result, io), null, 2)}\n`);
  else {
    // The compiler's own words first: ours refer to them.
    if (result.compilerOutput !== undefined && result.compilerOutput !== "")
      io.stderr(`${result.compilerOutput.trimEnd()}\n`);
    io.stderr(renderDiagnostics(result.diagnostics, { color: io.colour }));
  }
  return result.ok ? exitCodes.ok : exitCodes.input;
}

function asJson(result: BuildResult, io: CommandIo): object {
  const { ok, compilerOutput } = result;
  const diagnostics = result.diagnostics.map(diagnosticAsJson);
  if (!result.ok) return { ok, diagnostics, ...(compilerOutput === undefined ? {} : { compilerOutput }) };
  const { module, bytes, memoryPages, toolchain, cached } = result;
  return {
    ok,
    module: relative(io.cwd, module),
    bytes,
    memoryPages,
    toolchain: { id: toolchain.id, version: toolchain.version },
    cached,
    diagnostics,
    compilerOutput,
  };
}

function diagnosticAsJson({ code, severity, message, hint, span }: Diagnostic): object {
  const where = span === undefined ? {} : { file: span.file.path, ...place(span) };
  return { code, severity, message, ...(hint === undefined ? {} : { hint }), ...where };
}

function place(span: NonNullable<Diagnostic["span"]>): object {
  const { line, column } = locate(span);
  return { line, column };
}

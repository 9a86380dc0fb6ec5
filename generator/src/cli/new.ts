/** `ocrekit new`: a folder with an app that builds and runs. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildableLanguages, findLanguage } from "../backend/registry.js";
import { appReadme } from "../build/app-readme.js";
import { templateFiles, templatesOf } from "../build/app-templates.js";
import { renderDiagnostics } from "../diagnostics/render.js";
import { didYouMean } from "../diagnostics/suggest.js";
import type { FileSet } from "../emit/files.js";
import { witFolder } from "../emit/package-root.js";
import { writeFiles } from "../emit/writer.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";

export const newCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    template: { type: "string" },
    world: { type: "string" },
    wit: { type: "string" },
    dir: { type: "string" },
    json: { type: "boolean" },
  });
  const [language = "", name = ""] = expectPositionals(positionals, [
    "LANG",
    values.template === "list" ? "NAME?" : "NAME",
  ]);
  if (!buildableLanguages.includes(language)) {
    throw new UsageError(
      (await byHand(language, name, values, io)) ??
        `'${language}' is no language that apps are built of; one of ${buildableLanguages.join(", ")}${didYouMean(language, buildableLanguages)}`,
    );
  }
  const templates = templatesOf(language);
  if (values.template === "list") {
    io.stdout(
      values.json === true ? `${JSON.stringify(templates)}\n` : templates.map((template) => `${template}\n`).join(""),
    );
    return exitCodes.ok;
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 64) {
    throw new UsageError(`'${name}' is no name for an app: lower-case words with digits, joined by '-'`);
  }
  const { world, wit } = values;
  if (world !== undefined && values.template !== undefined)
    throw new UsageError("an app starts from a template or from a world: --template and --world exclude each other");
  if (world === undefined && wit !== undefined) throw new UsageError("--wit wants the world of that WIT: --world W");
  const folder = resolve(io.cwd, values.dir ?? name);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    io.stderr(`${shown(folder, io.cwd)} is not empty; nothing was written\n`);
    return exitCodes.input;
  }
  const template = world === undefined ? chosenTemplate(language, templates, values.template) : undefined;
  const files =
    template !== undefined
      ? templateFiles(language, template, name)
      : await fromWorld(
          { language, name, world: world ?? "", ...(wit === undefined ? {} : { wit: resolve(io.cwd, wit) }) },
          io,
        );
  if (files === undefined) return exitCodes.input;
  const makes = (await findLanguage(language)?.recipe?.())?.makes ?? "core";
  const start = template !== undefined ? `--template ${template}` : `--world ${world ?? ""}`;
  const report = writeFiles(folder, [appReadme({ language, name, from: start, makes }, files), ...files]);
  const from = template !== undefined ? { template } : { world };
  if (values.json === true)
    io.stdout(`${JSON.stringify({ folder, language, ...from, files: report.written }, null, 2)}\n`);
  else io.stdout(nextSteps(shown(folder, io.cwd), report.written, makes));
  return exitCodes.ok;
};

/** What to do in a language whose apps are built by its own tools: a command that works as it stands here. */
async function byHand(
  id: string,
  name: string,
  {
    world = "blinky",
    wit = witFolder(),
    dir = name === "" ? "sdk" : name,
  }: { world?: string; wit?: string; dir?: string },
  io: CommandIo,
): Promise<string | undefined> {
  const renderer = await findLanguage(id)?.render?.();
  if (renderer?.byHand === undefined) return undefined;
  const { written, build, wants } = renderer.byHand;
  const command = `ocrekit generate ${id} ${wit === undefined ? "WIT" : shown(wit, io.cwd)} --world ${world} --stubs=empty --out-dir ${dir}`;
  const lines = [command, `cd ${dir}`, ...build(world)].map((line) => `  ${line}\n`).join("");
  return `${renderer.title} has no starter apps, and 'ocrekit build' does not compile it. Instead:
${lines}The first writes ${written}; the others want ${wants}.`;
}

function chosenTemplate(language: string, templates: readonly string[], wanted: string | undefined): string {
  const template = wanted ?? templates[0];
  if (template === undefined) throw new UsageError(`${language} has no templates; start from a world: --world W`);
  if (templates.includes(template)) return template;
  throw new UsageError(
    `${language} has no template '${template}'${didYouMean(template, templates)}; there is ${templates.join(", ")}`,
  );
}

/** Loaded only here: templates are copied, and need none of the generator. */
async function fromWorld(
  request: Parameters<typeof import("../build/world-app.js").worldApp>[0],
  io: CommandIo,
): Promise<FileSet | undefined> {
  const { files, diagnostics } = await (await import("../build/world-app.js")).worldApp(request);
  io.stderr(renderDiagnostics(diagnostics, { color: io.colour }));
  return files.length === 0 ? undefined : files;
}

function nextSteps(folder: string, files: readonly string[], makes: "core" | "component"): string {
  const list = files.map((path) => `  ${join(folder, path)}\n`).join("");
  const run = `  ocrekit run ${folder} --grants ${join(folder, "grants.json")}
  ocrekit run ${folder}    (denied: nothing is granted)
`;
  return `${list}
Next:
  ocrekit build ${folder}
${makes === "core" ? run : "What it makes is a component, for hosts of components.\n"}`;
}

function shown(folder: string, cwd: string): string {
  const short = relative(cwd, folder);
  return short === "" ? "." : short.startsWith("..") ? folder : short;
}

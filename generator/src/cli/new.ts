/** `ocrekit new`: a folder with an app that builds and runs. */
import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { buildableLanguages } from "../backend/registry.js";
import { templateFiles, templatesOf } from "../build/app-templates.js";
import { didYouMean } from "../diagnostics/suggest.js";
import { writeFiles } from "../emit/writer.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, exitCodes } from "./command-io.js";

export const newCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    template: { type: "string" },
    dir: { type: "string" },
    json: { type: "boolean" },
  });
  const [language = "", name = ""] = expectPositionals(positionals, [
    "LANG",
    values.template === "list" ? "NAME?" : "NAME",
  ]);
  const languages = buildableLanguages.filter((id) => templatesOf(id).length > 0);
  if (!languages.includes(language)) {
    throw new UsageError(
      `there are no templates for '${language}', only for ${languages.join(", ")}${didYouMean(language, languages)}`,
    );
  }
  const templates = templatesOf(language);
  if (values.template === "list") {
    io.stdout(
      values.json === true ? `${JSON.stringify(templates)}\n` : templates.map((template) => `${template}\n`).join(""),
    );
    return exitCodes.ok;
  }
  const template = values.template ?? templates[0] ?? "blinky";
  if (!templates.includes(template)) {
    throw new UsageError(
      `${language} has no template '${template}'${didYouMean(template, templates)}; there is ${templates.join(", ")}`,
    );
  }
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) || name.length > 64) {
    throw new UsageError(`'${name}' is no name for an app: lower-case words with digits, joined by '-'`);
  }
  const folder = resolve(io.cwd, values.dir ?? name);
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    io.stderr(`${shown(folder, io.cwd)} is not empty; nothing was written\n`);
    return exitCodes.input;
  }
  const report = writeFiles(folder, templateFiles(language, template, name));
  if (values.json === true)
    io.stdout(`${JSON.stringify({ folder, language, template, files: report.written }, null, 2)}\n`);
  else io.stdout(nextSteps(shown(folder, io.cwd), report.written));
  return exitCodes.ok;
};

function nextSteps(folder: string, files: readonly string[]): string {
  const list = files.map((path) => `  ${join(folder, path)}\n`).join("");
  return `${list}
Next:
  ocrekit build ${folder}
  ocrekit run ${folder}
  ocrekit run ${folder} --grants ${join(folder, "grants.json")}
`;
}

function shown(folder: string, cwd: string): string {
  const short = relative(cwd, folder);
  return short === "" ? "." : short.startsWith("..") ? folder : short;
}

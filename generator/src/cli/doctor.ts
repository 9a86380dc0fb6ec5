/** `ocrekit doctor`: which toolchains are there, and how to get the others. */

import type { Recipe } from "../backend/recipe.js";
import { languages } from "../backend/registry.js";
import { didYouMean } from "../diagnostics/suggest.js";
import {
  cacheFolder,
  examineToolchains,
  installableToolchains,
  installToolchainById,
  type ToolchainState,
} from "../toolchain/index.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, type CommandIo, exitCodes } from "./command-io.js";

export const doctorCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, {
    install: { type: "string", multiple: true },
    quiet: { type: "boolean" },
    json: { type: "boolean" },
  });
  expectPositionals(positionals, []);
  for (const id of values.install ?? []) {
    if (!installableToolchains.some((known) => known === id)) {
      throw new UsageError(
        `'${id}' cannot be installed; it is one of ${installableToolchains.join(", ")}${didYouMean(id, installableToolchains)}`,
      );
    }
    const result = await installToolchainById(id, io.env, (line) => io.stderr(`${line}\n`));
    if (result.ok) continue;
    io.stderr(`${id} could not be installed: ${result.reason}\n`);
    return exitCodes.input;
  }
  const states = await examineToolchains(io.env, io.cwd);
  const recipes = (await Promise.all(languages.map((l) => l.recipe?.()))).filter((recipe) => recipe !== undefined);
  if (values.json === true) io.stdout(`${JSON.stringify(asJson(states, recipes, io), null, 2)}\n`);
  else io.stdout(asText(states, recipes, io, values.quiet === true));
  return exitCodes.ok;
};

function asJson(states: readonly ToolchainState[], recipes: readonly Recipe[], io: CommandIo) {
  return {
    node: process.versions.node,
    cache: cacheFolder(io.env),
    toolchains: states.map(({ info, found }) => ({
      id: info.id,
      title: info.title,
      languages: recipes.filter((r) => r.toolchains.includes(info.id)).map((r) => r.language),
      found: found !== undefined,
      ...(found === undefined ? { howToGet: info.howToGet } : { version: found.version, place: found.place }),
    })),
    languages: Object.fromEntries(
      recipes.map((recipe) => [recipe.language, compilerOf(recipe, states)?.info.id ?? null]),
    ),
  };
}

function asText(states: readonly ToolchainState[], recipes: readonly Recipe[], io: CommandIo, quiet: boolean): string {
  const mark = (there: boolean) =>
    io.colour ? `\u001b[${there ? 32 : 33}m${there ? "✓" : "-"}\u001b[0m` : there ? "✓" : "-";
  const lines = quiet ? [] : [`node ${process.versions.node}`, `cache ${cacheFolder(io.env)}`, ""];
  for (const { info, found } of states) {
    if (quiet) continue;
    lines.push(`${mark(found !== undefined)} ${info.title}`);
    lines.push(found === undefined ? `    not there. ${info.howToGet}` : `    ${found.version}, ${found.place}`);
  }
  if (!quiet) lines.push("");
  for (const recipe of recipes) {
    const state = compilerOf(recipe, states);
    if (state === undefined) lines.push(`${recipe.language}: no compiler yet`);
    else if (!quiet) lines.push(`${recipe.language}: compiled by ${state.info.id}`);
  }
  return lines.map((line) => `${line}\n`).join("");
}

/** As the build chooses: by the order of the recipe. */
function compilerOf({ toolchains }: Recipe, states: readonly ToolchainState[]): ToolchainState | undefined {
  return toolchains.map((id) => states.find(({ info }) => info.id === id)).find((state) => state?.found !== undefined);
}

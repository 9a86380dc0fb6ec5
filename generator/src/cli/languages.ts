/** `ocrekit languages`: what can be generated, and what each language can do. */
import { languages } from "../backend/registry.js";
import { expectPositionals, parseCommandLine } from "./args.js";
import { type Command, exitCodes } from "./command-io.js";

export const languagesCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, { json: { type: "boolean" } });
  expectPositionals(positionals, []);
  if (values.json !== true) {
    const idWidth = Math.max(...languages.map((l) => l.id.length));
    const titleWidth = Math.max(...languages.map((l) => l.title.length));
    for (const l of languages) {
      io.stdout(
        `${l.id.padEnd(idWidth)}  ${l.title.padEnd(titleWidth)}  ${l.side.padEnd(5)}  ${(l.load ?? l.render) === undefined ? (l.note ?? "planned") : "available"}\n`,
      );
    }
    return exitCodes.ok;
  }
  const all = await Promise.all(
    languages.map(async ({ id, title, side, load, render, note }) => {
      const backend = await load?.();
      const renderer = await render?.();
      return {
        id,
        title,
        side,
        available: backend !== undefined || renderer !== undefined,
        ...(backend === undefined ? { note } : { supports: backend.supports, options: backend.options }),
        ...(renderer === undefined ? {} : { options: renderer.options }),
      };
    }),
  );
  io.stdout(`${JSON.stringify(all, null, 2)}\n`);
  return exitCodes.ok;
};

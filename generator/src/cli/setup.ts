/** `ocrekit setup`: gets everything that apps in a language need, before the first build asks for it. */
import { didYouMean } from "../diagnostics/suggest.js";
import { installToolchainById } from "../toolchain/index.js";
import { expectPositionals, parseCommandLine, UsageError } from "./args.js";
import { type Command, exitCodes } from "./command-io.js";

/** Names that people use for what is to be set up, and the toolchain behind each. */
const targets: ReadonlyMap<string, string> = new Map([
  ["js", "quickjs"],
  ["typescript", "quickjs"],
]);

export const setupCommand: Command = async (argv, io) => {
  const { values, positionals } = parseCommandLine(argv, { quiet: { type: "boolean" } });
  const [name = ""] = expectPositionals(positionals, ["WHAT"]);
  const id = targets.get(name);
  if (id === undefined) {
    const known = [...targets.keys()];
    throw new UsageError(`nothing to set up for '${name}'; it is one of ${known.join(", ")}${didYouMean(name, known)}`);
  }
  const say = values.quiet === true ? () => undefined : (line: string) => io.stderr(`${line}\n`);
  const started = performance.now();
  const result = await installToolchainById(id, io.env, say);
  if (!result.ok) {
    io.stderr(`${name} could not be set up: ${result.reason}\n`);
    return exitCodes.input;
  }
  const seconds = (performance.now() - started) / 1000;
  if (values.quiet !== true)
    io.stdout(seconds < 1 ? `${name}: ready\n` : `${name}: ready after ${seconds.toFixed(0)} s\n`);
  return exitCodes.ok;
};

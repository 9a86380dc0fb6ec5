/** Command lines: options by table, near misses, and one kind of error for what the user typed wrong. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { didYouMean } from "../diagnostics/suggest.js";

export type OptionTable = NonNullable<ParseArgsConfig["options"]>;

type Parsed<Options extends OptionTable> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Options; strict: true; allowPositionals: true }>
>;

/** A wrong command line: `main` prints the message and ends with status 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/**
 * Splits a command line into options and the rest; throws `UsageError`.
 *
 * @example
 * const { values, positionals } = parseCommandLine(argv, { json: { type: "boolean" }, world: { type: "string" } });
 */
export function parseCommandLine<const Options extends OptionTable>(
  argv: readonly string[],
  options: Options,
): Parsed<Options> {
  const args = [...argv];
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  for (const token of tokens) {
    if (token.kind !== "option" || Object.hasOwn(options, token.name)) continue;
    const known = Object.keys(options).map((name) => `--${name}`);
    throw new UsageError(`unknown option '${token.rawName}'${didYouMean(token.rawName, known)}`);
  }
  try {
    return parseArgs({ args, options, strict: true as const, allowPositionals: true as const });
  } catch (error) {
    // Node's own sentences: a value that is missing, a flag that was given one.
    if (error instanceof TypeError) throw new UsageError(firstSentence(error.message));
    throw error;
  }
}

/** The positional arguments when their number is right; `names` ends with `?` for those that may be left out. */
export function expectPositionals(positionals: readonly string[], names: readonly string[]): readonly string[] {
  const missing = names.slice(positionals.length).find((name) => !name.endsWith("?"));
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  const extra = positionals[names.length];
  if (extra !== undefined) throw new UsageError(`unexpected argument '${extra}'`);
  return positionals;
}

function firstSentence(message: string): string {
  const end = message.search(/\. |\n/);
  return (end < 0 ? message : message.slice(0, end)).replace(/^Option/, "option");
}

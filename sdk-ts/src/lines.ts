/** Digital lines with defaults. */
import { Input, type InputOptions, Output, type OutputOptions } from "#gen/gpio/lines.js";

/** Takes a line for output: push-pull and inactive, unless the options say something else. */
export const openOutput = (line: string, options: Partial<OutputOptions> = {}): Output =>
  Output.open(line, { drive: "push-pull", bias: "as-is", activeLow: false, initiallyActive: false, ...options });

/** Takes a line for input: no bias and no debouncing, unless the options say something else. */
export const openInput = (line: string, options: Partial<InputOptions> = {}): Input =>
  Input.open(line, { bias: "as-is", activeLow: false, debounceUs: 0, ...options });

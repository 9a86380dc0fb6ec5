/** A process that wraps core modules as components, one JSON line in, one out: a panic of the tool ends only this process. */
import { createInterface } from "node:readline";
import { componentEmbed, componentNew } from "@bytecodealliance/jco-transpile/wasm-tools";

for await (const line of createInterface({ input: process.stdin })) {
  const { module, wit, world } = JSON.parse(line);
  let answer = {};
  try {
    const embedded = await componentEmbed({ binary: Buffer.from(module, "base64"), witSource: wit, world });
    await componentNew(embedded, null);
  } catch (error) {
    answer = {
      error: String(error?.message ?? error?.payload ?? error),
      fatal: error instanceof WebAssembly.RuntimeError,
    };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
  // After a panic the instance answers nothing sensible any more.
  if (answer.fatal) process.exit(1);
}

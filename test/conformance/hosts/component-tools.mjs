/** A process that makes components of core modules and scripts of components, one JSON line in, one out: a panic of the tools ends only this process. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { transpileBytes } from "@bytecodealliance/jco-transpile";
import { componentEmbed, componentNew } from "@bytecodealliance/jco-transpile/wasm-tools";

const jobs = {
  async wrap({ module, wit, world, output }) {
    const embedded = await componentEmbed({ binary: readFileSync(module), witSource: wit, world });
    const component = await componentNew(embedded, null);
    writeFileSync(`${output}.${process.pid}`, component);
    renameSync(`${output}.${process.pid}`, output);
  },
  async transpile({ component, imports, output }) {
    const { files } = await transpileBytes(readFileSync(component), {
      name: "app",
      instantiation: { tag: "async" },
      wasiShim: false,
      // By their whole names: two versions of an interface are two imports.
      map: Object.fromEntries(imports.map((name) => [name, name])),
    });
    const unfinished = `${output}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(unfinished, name.split("/").at(-1)), bytes);
    writeFileSync(join(unfinished, "package.json"), '{"type":"module"}\n');
    rmSync(output, { recursive: true, force: true });
    renameSync(unfinished, output);
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const { job, ...given } = JSON.parse(line);
  let answer = {};
  try {
    await jobs[job](given);
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

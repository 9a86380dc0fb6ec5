/** Runs an app of `@ocrekit/sdk` on the fake engine; the host's functions are given by the test. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { type CoreFunction, type CoreValue, FakeEngine } from "../generator/backends/typescript/fake-engine.js";
import { repository } from "../support/toolchain.js";

const source = join(repository, "sdk-ts/src");
const { exports } = JSON.parse(readFileSync(join(repository, "sdk-ts/package.json"), "utf8"));
const pathOf = (name: string): string => {
  const key = name === "" ? "." : `.${name}`;
  const found = exports[key]?.["ocrekit-core"] ?? exports["./*"]["ocrekit-core"].replace("*", name.slice(1));
  return join(repository, "sdk-ts", found);
};

/** One script of an app, as the build makes it. */
export async function bundleApp(app: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: app, loader: "ts", resolveDir: source },
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    conditions: ["ocrekit-core"],
    logLevel: "silent",
    inject: [join(source, "globals.ts")],
    plugins: [
      {
        name: "sdk",
        setup(builder) {
          builder.onResolve({ filter: /^@ocrekit\/sdk/ }, ({ path }) => ({
            path: pathOf(path.slice("@ocrekit/sdk".length)),
            sideEffects: false,
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

/** The functions of the host by `interface#function`: `system/timers#start`. */
export type Host = Readonly<
  Record<string, (engine: FakeEngine, ...args: readonly CoreValue[]) => CoreValue | undefined>
>;

export async function startApp(app: string, host: Host): Promise<FakeEngine> {
  const engine: FakeEngine = new FakeEngine((module, name): CoreFunction => {
    const found = host[`${module.replace(/^ocre:|@.*$/g, "")}#${name}`];
    if (found === undefined) throw new Error(`the host has no '${module} ${name}'`);
    return (...args) => found(engine, ...args);
  });
  engine.run(await bundleApp(app));
  return engine;
}

/** Names without package and version: `lifecycle#on-start`. */
export const shortName = (name: string): string => name.replace(/^.*\/(.*)@[^#]*#/, "$1#");

export const exportsOf = (engine: FakeEngine): readonly string[] => [...engine.exports.keys()].map(shortName).sort();
export const importsOf = (engine: FakeEngine): readonly string[] =>
  engine.imported
    .map((i) => i.split(" ").slice(0, 2).join("#"))
    .map((name) => name.replace(/^ocre:|@[^#]*/g, ""))
    .sort();

/** Calls an export by its short name, and lets promises go on. */
export async function call(
  engine: FakeEngine,
  name: string,
  ...args: readonly CoreValue[]
): Promise<CoreValue | undefined> {
  const full = [...engine.exports.keys()].find((key) => shortName(key) === name);
  if (full === undefined) throw new Error(`nothing is exported as '${name}'`);
  const returned = engine.call(full, args, (value) => value);
  await new Promise((resolve) => setImmediate(resolve));
  return returned;
}

/** A text as an argument of an export: the host asks the app for the memory. */
export function lower(engine: FakeEngine, text: string): readonly [number, number] {
  const bytes = new TextEncoder().encode(text);
  const at = engine.realloc(1, bytes.length);
  new Uint8Array(engine.memory()).set(bytes, at);
  return [at, bytes.length];
}

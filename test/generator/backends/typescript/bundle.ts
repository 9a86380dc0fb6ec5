/** One script of a generated SDK and an app, as the build makes it. */
import { dirname, join } from "node:path/posix";
import { build, type Plugin } from "esbuild";
import type { FileSet } from "../../../../generator/src/emit/files.js";

export async function bundle(files: FileSet, entry = "app.ts"): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    treeShaking: true,
    logLevel: "silent",
    plugins: [inMemory(files)],
  });
  return outputFiles[0]?.text ?? "";
}

const inMemory = (files: FileSet): Plugin => ({
  name: "in-memory",
  setup(builder) {
    builder.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      const found = kind === "entry-point" ? path : join(dirname(importer), path).replace(/\.js$/, ".ts");
      return { path: found, namespace: "sdk", sideEffects: kind === "entry-point" };
    });
    builder.onLoad({ filter: /.*/, namespace: "sdk" }, ({ path }) => {
      const found = files.find((f) => f.path === path);
      if (found === undefined) throw new Error(`there is no '${path}'`);
      return { contents: found.text, loader: "ts" };
    });
  },
});

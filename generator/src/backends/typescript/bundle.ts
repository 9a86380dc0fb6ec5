/** The app and the part of the SDK that it uses as one script, by esbuild; what the script imports and exports. */
import { isAbsolute, join, relative, sep } from "node:path";
import type { BuildOptions, BuildResult, Message, Plugin } from "esbuild";
import type { BuildJob } from "../../backend/recipe.js";
import type { ScriptExport, ScriptImport } from "./engine-adapter.js";
import { sdkCondition, sdkFile, sdkPackageFolder, sdkPackageName } from "./sdk-package.js";
import { type SourcePlaces, sourcePlaces } from "./source-places.js";

export interface GoodBundle {
  readonly ok: true;
  readonly script: string;
  readonly map: string;
  readonly messages: string;
}

export type Bundle = GoodBundle | { readonly ok: false; readonly messages: string };

/** Stands for the app as a whole: all of its sources. */
const entry = "app.js";

/** The module of the SDK that stands for globals of the web where an app uses them. */
const globals = `${sdkPackageName}/globals`;

/** One script for the engine. */
export async function bundleApp(job: BuildJob): Promise<Bundle> {
  // A large program, which only this language needs.
  const { build, formatMessages } = await import("esbuild");
  const sdk = sdkPackageFolder(job.folder);
  const words = async (kind: "error" | "warning", messages: readonly Message[]): Promise<string> =>
    (await formatMessages([...messages], { kind, color: false })).join("");
  const stdin = entryOf(job);
  const common = options(job.folder);
  const whole = {
    ...common,
    inject: sdk === undefined ? [] : [sdkFile(sdk, globals) ?? globals],
    plugins: sdk === undefined ? [] : [sdkPlugin(sdk)],
  };
  try {
    let result = await build({ ...whole, stdin });
    const { warnings } = result;
    // A CommonJS module gets what is injected as a whole, used or not; so all but the SDK becomes one module first.
    if (hasCommonJs(result)) {
      const external = [sdkPackageName, `${sdkPackageName}/*`];
      const flat = await build({ ...common, stdin, format: "esm", sourcemap: "inline", external });
      result = await build({ ...whole, stdin: { ...stdin, contents: textOf(flat, ".js") } });
    }
    const messages = await words("warning", warnings);
    return { ok: true, script: textOf(result, ".js"), map: textOf(result, ".map"), messages };
  } catch (error) {
    const errors = messagesOf(error);
    if (errors === undefined) throw error;
    return { ok: false, messages: await words("error", errors) };
  }
}

const hasCommonJs = ({ metafile }: BuildResult): boolean =>
  Object.values(metafile?.inputs ?? {}).some(({ format }) => format === "cjs");

const textOf = ({ outputFiles = [] }: BuildResult, ending: string): string =>
  outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? "";

/** Where the bundle's code stands in the sources, by names that do not depend on where anything lies. */
export function placesOf({ script, map }: GoodBundle, folder: string): SourcePlaces {
  const sdk = sdkPackageFolder(folder);
  const nameOf = (path: string): string => {
    const inSdk = sdk === undefined ? ".." : relative(sdk, join(folder, path));
    if (!inSdk.startsWith("..") && !isAbsolute(inSdk))
      return `${sdkPackageName}/${inSdk
        .split(sep)
        .join("/")
        .replace(/^src\//, "")}`;
    return path.replace(/^.*\bnode_modules\//, "");
  };
  return sourcePlaces({ name: entry, script, map }, nameOf);
}

const entryOf = ({ sources, folder }: BuildJob): BuildOptions["stdin"] & object => ({
  contents: sources.map((source) => `import ${JSON.stringify(`./${source}`)};\n`).join(""),
  resolveDir: folder,
  sourcefile: entry,
});

/** `@ocrekit/sdk` is found without an installation, as the compilers of other languages find their SDKs. */
const sdkPlugin = (folder: string): Plugin => ({
  name: "ocrekit-sdk",
  setup(builder) {
    builder.onResolve({ filter: /^@ocrekit\/sdk(?:\/|$)/ }, ({ path }) => {
      const file = sdkFile(folder, path);
      if (file === undefined) return { errors: [{ text: `${sdkPackageName} has no '${path}'` }] };
      return { path: file, sideEffects: false };
    });
  },
});

const options = (folder: string) =>
  ({
    absWorkingDir: folder,
    bundle: true,
    outfile: entry,
    sourcemap: "external",
    sourcesContent: false,
    write: false,
    metafile: true,
    format: "iife",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: [sdkCondition, "import", "default"],
    target: "es2023",
    charset: "utf8",
    legalComments: "none",
    // Code that cannot run is left out; names stay, for stack traces.
    minifySyntax: true,
    treeShaking: true,
    logLevel: "silent",
  }) as const satisfies BuildOptions;

function messagesOf(error: unknown): readonly Message[] | undefined {
  if (typeof error !== "object" || error === null || !("errors" in error) || !Array.isArray(error.errors))
    return undefined;
  return error.errors;
}

const text = String.raw`("(?:[^"\\\n]|\\.)*")`;
const importCall = new RegExp(String.raw`\b__ocre\.import\(\s*${text},\s*${text},\s*${text}\s*\)`, "g");
const exportCall = new RegExp(String.raw`\b__ocre\.export\(\s*${text},\s*${text},`, "g");

/** What is left of the glue after unused code is gone: the generated calls have literals in one form. */
export function usedImports(script: string): readonly ScriptImport[] {
  const found = new Map<string, ScriptImport>();
  for (const [, module = "", name = "", signature = ""] of script.matchAll(importCall)) {
    const used = { module: unquoted(module), name: unquoted(name), signature: unquoted(signature) };
    const key = `${used.module}\n${used.name}`;
    if (!found.has(key)) found.set(key, used);
  }
  return [...found.values()];
}

/** `hasPost` says which exports the host ends with a second call. */
export function usedExports(script: string, hasPost: (name: string) => boolean): readonly ScriptExport[] {
  const found = new Map<string, ScriptExport>();
  for (const [, quoted = "", signature = ""] of script.matchAll(exportCall)) {
    const name = unquoted(quoted);
    found.set(name, { name, signature: unquoted(signature), post: hasPost(name) });
  }
  return [...found.values()];
}

function unquoted(literal: string): string {
  const value: unknown = JSON.parse(literal);
  return String(value);
}

/** Guests that pass on what they are given, in any language of the registry: SDK with echo stubs, then the language's own recipe. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import { type Language, languages } from "../../generator/src/backend/index.js";
import type { BuildJob } from "../../generator/src/backend/recipe.js";
import { keepModule, keptModule } from "../../generator/src/build/kept-modules.js";
import { makeModule } from "../../generator/src/build/make-module.js";
import type { FileSet } from "../../generator/src/emit/files.js";
import { provideToolchain } from "../../generator/src/toolchain/index.js";
import { cache } from "../support/toolchain.js";
import { wrap } from "./hosts/components.js";
import type { Guest } from "./hosts/host.js";
import type { Subject } from "./subject.js";

export type Built =
  | { readonly ok: true; readonly guest: Guest }
  /** `missing`: there is no compiler here. */
  | { readonly ok: false; readonly missing: boolean; readonly why: string };

/** Builds the guest of one language; a name for messages. */
export interface GuestBuilder {
  readonly id: string;
  readonly title: string;
  readonly makes: "core" | "component";
  build(subject: Subject): Promise<Built>;
}

const env = { ...process.env, OCREKIT_CACHE: cache };

/** Every guest language of the registry that has a recipe. */
export async function guestBuilders(): Promise<readonly GuestBuilder[]> {
  const found = languages.filter((l) => l.side === "guest" && l.recipe !== undefined && l.load !== undefined);
  return Promise.all(found.map(builderOf));
}

export async function builderFor(id: string): Promise<GuestBuilder> {
  const language = languages.find((l) => l.id === id);
  if (language === undefined) throw new Error(`no language '${id}'`);
  return builderOf(language);
}

async function builderOf(language: Language): Promise<GuestBuilder> {
  const recipe = await language.recipe?.();
  const backend = await language.load?.();
  if (recipe === undefined || backend === undefined) throw new Error(`${language.id} has no recipe`);
  const makes = recipe.makes ?? "core";
  return {
    id: language.id,
    title: language.title,
    makes,
    async build(subject) {
      const options = new Map(backend.options.some((o) => o.name === "arena-bytes") ? [["arena-bytes", arena]] : []);
      const generated = generateFromWit(backend, {
        wit: subject.wit,
        shownAs: subject.name,
        world: subject.world,
        stubs: "echo",
        options,
      });
      const errors = generated.diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
      if (errors.length > 0 || generated.plan === undefined) return failure(`refused: ${errors.join("; ")}`);
      const place = { env, projectFolder: cache, offline: true, progress: () => undefined };
      const provided = await provideToolchain(language.id, recipe.toolchains, place);
      if (!provided.ok) return { ok: false, missing: true, why: `${provided.reason}; ${provided.howToGet.join("; ")}` };
      const { toolchain } = provided;
      const folder = join(cache, "conformance/guests", language.id, hashOf(texts(generated.files)));
      writeAll(join(folder, sdkFolder), generated.files);
      const job: BuildJob = {
        folder,
        sources: recipe.stubs.map((path) => `${sdkFolder}/${path}`),
        sdkFolder,
        sdk: generated.files,
        plan: generated.plan,
        toolchain,
        output: "build/app.wasm",
        options,
        env,
        progress: () => undefined,
      };
      const core = keptModule(recipe, job);
      if (!existsSync(core)) {
        const made = await makeModule(recipe, job);
        if (!made.ok) return failure(`${made.compiler} ended with ${made.status}: ${made.failure ?? made.messages}`);
        keepModule(join(folder, job.output), core);
      }
      return { ok: true, guest: guestOf(language.id, makes, core, subject) };
    },
  };
}

/** Of languages whose SDK has an arena of one size: enough for every value of the suite. */
const arena = "1048576";
const sdkFolder = "sdk";
export function guestOf(language: string, makes: "core" | "component", path: string, subject: Subject): Guest {
  if (makes === "component") return { language, component: () => Promise.resolve(path) };
  return { language, core: path, component: () => wrap(path, subject) };
}

const failure = (why: string): Built => ({ ok: false, missing: false, why });

const texts = (files: FileSet): readonly string[] => files.flatMap((f) => [f.path, f.text]);

export function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex").slice(0, 24);
}

export function writeAll(folder: string, files: FileSet): void {
  for (const file of files) {
    mkdirSync(dirname(join(folder, file.path)), { recursive: true });
    writeFileSync(join(folder, file.path), file.text);
  }
}

/** Bytes of a core module. */
export const bytesOf = (path: string): Uint8Array => new Uint8Array(readFileSync(path));

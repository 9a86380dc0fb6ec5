/** Echo guests in TypeScript as components of componentize-js: the other engine, under the same generated API. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { generateFromWit } from "../../generator/src/backend/from-wit.js";
import type { BuildJob } from "../../generator/src/backend/recipe.js";
import { backend } from "../../generator/src/backends/typescript/backend.js";
import { makeComponent } from "../../generator/src/backends/typescript/make-component.js";
import { componentizeJsEntry, findComponentizeJs } from "../../generator/src/toolchain/index.js";
import { cache, repository } from "../support/toolchain.js";
import { guestOf } from "./guest-of.js";
import type { Built, GuestBuilder } from "./guests.js";
import type { Subject } from "./subject.js";

const id = "typescript-component";
const env = { ...process.env, OCREKIT_CACHE: cache };
const sdkFolder = "sdk";

/** No column of the matrix unless it is asked for: one component takes half a minute. */
export const typescriptComponent: GuestBuilder = { id, title: "TypeScript as a component", makes: "component", build };

async function build(subject: Subject): Promise<Built> {
  const toolchain = findComponentizeJs(env, cache);
  if (toolchain === undefined) return { ok: false, missing: true, why: componentizeJsEntry.info.howToGet };
  const { wit, name: shownAs, world } = subject;
  const { files, plan, diagnostics } = generateFromWit(backend, { wit, shownAs, world, stubs: "echo" });
  const errors = diagnostics.filter((d) => d.severity === "error").map((d) => d.message);
  if (plan === undefined || errors.length > 0) return { ok: false, missing: false, why: errors.join("; ") };
  const key = createHash("sha256").update(JSON.stringify([files, subject.componentWit, toolchain.version, glue()]));
  const folder = join(cache, "conformance/guests", id, key.digest("hex").slice(0, 24));
  const kept = join(folder, "kept.wasm");
  if (!existsSync(kept)) {
    for (const file of [...files.map((f) => ({ ...f, path: `${sdkFolder}/${f.path}` })), witFile(subject)]) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.text);
    }
    mkdirSync(join(folder, "build"), { recursive: true });
    const sources = [`${sdkFolder}/app.ts`];
    const progress = (): void => undefined;
    const options = new Map([["target", "component"]]);
    const own = { folder, sources, sdkFolder, sdk: files, plan, toolchain, options, env, progress };
    const job: BuildJob = { ...own, output: "build/app.wasm" };
    const made = await makeComponent(job);
    if (!made.ok) return { ok: false, missing: false, why: made.messages };
    renameSync(join(folder, job.output), kept);
  }
  return { ok: true, guest: guestOf(id, "component", kept, subject) };
}

/** What goes into a component beside its SDK. */
const glue = (): readonly string[] =>
  ["component/bindings.ts", "component/componentize.mjs"].map((path) =>
    readFileSync(join(repository, "sdk-templates/typescript", path), "utf8"),
  );

const witFile = ({ componentWit }: Subject) => ({ path: "wit/world.wit", text: componentWit });

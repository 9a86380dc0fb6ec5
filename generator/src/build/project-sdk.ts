/** The SDK of a project: from its own `wit` folder, or from the packages that come with ocrekit. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plan } from "../abi/plan-model.js";
import type { Backend } from "../backend/contract.js";
import { generateFromWit } from "../backend/from-wit.js";
import { findLanguage } from "../backend/registry.js";
import { type Diagnostic, didYouMean } from "../diagnostics/index.js";
import type { FileSet } from "../emit/files.js";
import { witFolder } from "../emit/package-root.js";
import { buildDiagnostics } from "./build-diagnostics.js";
import { type Project, placeIn } from "./project.js";

export type Sdk =
  | { readonly ok: true; readonly files: FileSet; readonly plan: Plan; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

export async function generateSdk(project: Project): Promise<Sdk> {
  const backend = await findLanguage(project.recipe.language)?.load?.();
  if (backend === undefined) throw new Error(`'${project.recipe.language}' has a recipe and no back-end`);
  const wrong = checkOptions(project, backend);
  if (wrong.length > 0) return { ok: false, diagnostics: wrong };
  const { files, plan, diagnostics } = generateFromWit(backend, {
    ...witOf(project),
    options: project.options,
    ...(project.world === undefined ? {} : { world: project.world }),
  });
  if (plan === undefined || diagnostics.some((d) => d.severity === "error")) return { ok: false, diagnostics };
  return { ok: true, files, plan, diagnostics };
}

/** Banners name the path, and must not depend on where the project lies. */
function witOf(project: Project): { readonly wit: string; readonly shownAs: string } {
  const own = join(project.folder, "wit");
  if (existsSync(own)) return { wit: own, shownAs: "wit" };
  const ours = witFolder();
  if (ours === undefined) throw new Error("this installation of ocrekit lacks its WIT packages");
  return { wit: ours, shownAs: "ocrekit/wit" };
}

function checkOptions(project: Project, backend: Backend): readonly Diagnostic[] {
  const { toolchains, stack } = project.recipe;
  const known = [
    ...backend.options.map(({ name }) => name),
    ...(toolchains.length > 1 ? ["toolchain"] : []),
    ...(stack ? ["stack"] : []),
  ];
  return [...project.options].flatMap(([name, value]) => {
    const place = placeIn(project.manifest, name);
    const spec = backend.options.find((option) => option.name === name);
    if (spec === undefined)
      return [buildDiagnostics("build/unknown-option", place, { name, near: didYouMean(name, known), known })];
    if (
      typeof value === "boolean"
        ? spec.kind === "flag"
        : spec.kind === "string" && (spec.values?.includes(value) ?? true)
    )
      return [];
    const why =
      spec.kind === "flag"
        ? "is true or false"
        : `is ${spec.values?.join(", ") ?? "a text"}, not ${JSON.stringify(value)}`;
    return [buildDiagnostics("build/bad-value", place, { name, why })];
  });
}

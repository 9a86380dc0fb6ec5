/** The project's own reference pages, `wit/docs`, from `wit/` with its unstable interfaces. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { renderFromWit } from "../../generator/src/backend/from-wit.js";
import { renderer } from "../../generator/src/backends/docs/renderer.js";
import { renderDiagnostics } from "../../generator/src/diagnostics/index.js";
import { type FileSet, writeFiles } from "../../generator/src/emit/index.js";

const root = fileURLToPath(new URL("../../", import.meta.url));

export const keptPages = join(root, "wit/docs");

/** As `ocrekit generate docs wit --all-features` in the repository. */
export async function referencePages(): Promise<FileSet> {
  const { files, diagnostics } = await renderFromWit(renderer, {
    wit: join(root, "wit"),
    shownAs: "wit",
    allFeatures: true,
    strict: true,
  });
  if (diagnostics.length > 0) throw new Error(renderDiagnostics(diagnostics));
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { written } = writeFiles(keptPages, await referencePages(), { check: process.argv.includes("--check") });
  process.stdout.write(`wit/docs: ${written.length === 0 ? "up to date" : written.join(", ")}\n`);
}

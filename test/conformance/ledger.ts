/** What a long run has done so far, a line for each cell, so that the next one goes on from there. */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache, repository } from "../support/toolchain.js";
import type { CellResult } from "./cell.js";
import type { Effort } from "./run-case.js";

/** What decides what a guest does, and how it is tried. */
const sources = ["generator/src", "runtime-host/src", "sdk-templates", "test/conformance", "test/support"];

export class Ledger {
  readonly #path: string;
  readonly #cells: CellResult[] = [];

  /** Of the sources as they are: another commit begins anew. */
  constructor(effort: Effort, resumes: boolean, folder = join(cache, "conformance/fuzz")) {
    mkdirSync(folder, { recursive: true });
    this.#path = join(folder, `${keyOf(effort)}.jsonl`);
    if (!resumes) rmSync(this.#path, { force: true });
    if (!existsSync(this.#path)) return;
    for (const line of readFileSync(this.#path, "utf8").split("\n")) {
      const cell = parse(line);
      if (cell !== undefined) this.#cells.push(cell);
    }
  }

  cells(language: string): readonly CellResult[] {
    return this.#cells.filter((cell) => cell.language === language);
  }

  /** What failed is tried again. */
  add(cell: CellResult): void {
    if (cell.gaveUp !== undefined || cell.cases.some((c) => c.problem !== undefined)) return;
    this.#cells.push(cell);
    appendFileSync(this.#path, `${JSON.stringify(cell)}\n`);
  }
}

/** The last line of a run that was ended may be half a line. */
function parse(line: string): CellResult | undefined {
  try {
    const cell: CellResult = JSON.parse(line);
    return cell;
  } catch {
    return undefined;
  }
}

function keyOf(effort: Effort): string {
  const hash = createHash("sha256").update(JSON.stringify(effort));
  for (const folder of sources) {
    const base = join(repository, folder);
    const files = readdirSync(base, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.parentPath.includes("node_modules"))
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted();
    for (const path of files) hash.update(path.slice(base.length)).update(readFileSync(path));
  }
  return hash.digest("hex").slice(0, 16);
}

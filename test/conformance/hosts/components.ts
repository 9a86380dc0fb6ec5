/** Components of core modules, and what jco makes of them: kept by what went in. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { cache } from "../../support/toolchain.js";
import type { Subject } from "../subject.js";
import { HostGaveUp } from "./host.js";
import { LineProcess } from "./line-process.js";

const tools = new LineProcess(process.execPath, [fileURLToPath(new URL("component-tools.mjs", import.meta.url))]);

export const closeComponentTools = (): void => tools.close();

/** Path of the component; throws what the tools say when the module does not fit the world. */
export async function wrap(core: string, subject: Subject): Promise<string> {
  const output = join(folderFor("wrapped", readFileSync(core), subject.componentWit, subject.world), "app.wasm");
  if (existsSync(output)) return output;
  mkdirSync(dirname(output), { recursive: true });
  await run({ job: "wrap", module: core, wit: subject.componentWit, world: subject.world, output });
  return output;
}

/** Folder of the scripts, `app.js` is the first. */
export async function transpile(component: string, { plan }: Subject): Promise<string> {
  const imports = plan.groups.flatMap((g) => (g.direction === "import" && g.kind === "interface" ? [g.module] : []));
  const output = join(folderFor("transpiled", readFileSync(component), JSON.stringify(imports)), "js");
  if (existsSync(output)) return output;
  mkdirSync(dirname(output), { recursive: true });
  await run({ job: "transpile", component, imports, output });
  return output;
}

async function run(job: Readonly<Record<string, unknown>>): Promise<void> {
  const error = await answerOf(job);
  if (error === undefined) return;
  if (job["job"] === "transpile") throw new HostGaveUp(`jco cannot transpile it: ${error}`);
  throw new Error(`${String(job["job"])}: ${error}`);
}

/** What went wrong. */
async function answerOf(job: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  try {
    const { error }: { readonly error?: string } = JSON.parse(await tools.ask(job, 300_000));
    return error;
  } catch (died) {
    return died instanceof Error ? died.message : String(died);
  }
}

function folderFor(kind: string, ...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return join(cache, "conformance", kind, hash.digest("hex").slice(0, 24));
}

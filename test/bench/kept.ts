/** What takes long to make, kept by a hash of all that it is made of. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cache } from "../support/toolchain.js";

/**
 * The path of `name` in the folder that these parts have. `make` fills a folder that is nobody else's; it takes its place
 * when it is complete, so that nobody sees half of it.
 */
export async function kept(
  kind: string,
  name: string,
  parts: readonly (string | Uint8Array)[],
  make: (folder: string) => void | Promise<void>,
): Promise<string> {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  const folder = join(cache, "bench", kind, hash.digest("hex").slice(0, 24));
  const path = join(folder, name);
  if (existsSync(path)) return path;
  const work = `${folder}.${process.pid}`;
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  try {
    await make(work);
    if (!existsSync(join(work, name))) throw new Error(`${kind}: nothing made ${name}`);
    try {
      renameSync(work, folder);
    } catch (error) {
      // Unless another was quicker.
      if (!existsSync(path)) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return path;
}

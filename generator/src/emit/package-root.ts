/** Where this package lies: its version, and the folder of the SDK templates, published or in the repository. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The same from `src/emit` and from `dist/emit`. */
const root = new URL("../../", import.meta.url);

let version: string | undefined;

/** Version of the generator, for banners. */
export function generatorVersion(): string {
  if (version !== undefined) return version;
  const manifest: unknown = JSON.parse(readFileSync(new URL("package.json", root), "utf8"));
  const found =
    typeof manifest === "object" && manifest !== null && "version" in manifest ? manifest.version : undefined;
  if (typeof found !== "string") throw new Error("the generator's package.json has no version");
  version = found;
  return version;
}

/** The folder `sdk-templates/<id>`, or `undefined` when the language has none. */
export function templateFolder(id: string): string | undefined {
  for (const base of ["sdk-templates/", "../sdk-templates/"]) {
    const folder = fileURLToPath(new URL(`${base}${id}/`, root));
    if (existsSync(folder)) return folder;
  }
  return undefined;
}

/** The folder of the packages `ocre:*`; `undefined` in an installation without them. */
export function witFolder(): string | undefined {
  return ["wit", "../wit"].map((path) => fileURLToPath(new URL(path, root))).find((folder) => existsSync(folder));
}

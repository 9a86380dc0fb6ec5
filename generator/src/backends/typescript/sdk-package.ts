/** Where the package `@ocrekit/sdk` lies that apps import: published, beside this one; in the repository, `sdk-ts`. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const sdkPackageName = "@ocrekit/sdk";

/** Which of the package's sources are taken; a bundler strips them of what an app does not use. */
export const sdkCondition = "ocrekit-core";

/** The folder of the package; an app that has one of its own in `node_modules` gets that. */
export function sdkPackageFolder(project: string): string | undefined {
  const places = [
    () => installedFrom(join(project, "package.json")),
    inRepository,
    () => installedFrom(import.meta.url),
  ];
  for (const place of places) {
    const found = place();
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The file behind `@ocrekit/sdk/gpio/lines`; `undefined` for what the package does not export. */
export function sdkFile(folder: string, imported: string): string | undefined {
  const key = imported === sdkPackageName ? "." : `.${imported.slice(sdkPackageName.length)}`;
  const { exports } = readManifest(folder);
  const named = exports.get(key);
  const path = named ?? exports.get("./*")?.replace("*", key.slice("./".length));
  const file = path === undefined ? undefined : join(folder, path);
  return file !== undefined && existsSync(file) ? file : undefined;
}

function inRepository(): string | undefined {
  const folder = fileURLToPath(new URL("../../../../sdk-ts/", import.meta.url));
  return existsSync(join(folder, "package.json")) ? folder : undefined;
}

function installedFrom(file: string): string | undefined {
  try {
    return dirname(createRequire(file).resolve(`${sdkPackageName}/package.json`));
  } catch {
    return undefined;
  }
}

function readManifest(folder: string): { readonly exports: ReadonlyMap<string, string> } {
  const manifest: unknown = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const found = new Map<string, string>();
  const exports = field(manifest, "exports");
  if (typeof exports !== "object" || exports === null) return { exports: found };
  for (const [key, target] of Object.entries(exports)) {
    const path = field(target, sdkCondition);
    if (typeof path === "string") found.set(key, path);
  }
  return { exports: found };
}

const field = (of: unknown, name: string): unknown =>
  typeof of === "object" && of !== null ? Object.entries(of).find(([key]) => key === name)?.[1] : undefined;

/** What every example has: a page that says how to run it, a manifest, grants, and a test of what it does. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadManifest } from "ocrekit/policy";
import { describe, expect, it } from "vitest";
import { buildableLanguages } from "../../generator/src/backend/registry.js";
import { repository } from "../support/toolchain.js";

const root = join(repository, "examples");
const examples = readdirSync(root).filter((name) => existsSync(join(root, name, "README.md")));
const tests = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));

/** The folders of an example with an app each: itself, or those in it. */
function apps(name: string): readonly string[] {
  const folder = join(root, name);
  if (existsSync(join(folder, "ocre.json"))) return [folder];
  return readdirSync(folder)
    .map((inner) => join(folder, inner))
    .filter((inner) => existsSync(join(inner, "ocre.json")));
}

describe("examples", () => {
  it("each have a page", () => {
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name)).toEqual(examples);
  });

  it.each(examples)("%s says what it is, and how to build and run it", (name) => {
    const page = readFileSync(join(root, name, "README.md"), "utf8");
    expect(page.split("\n")[0]).toBe(`# ${name}`);
    expect(page.split("\n").length).toBeLessThan(40);
    expect(page).toMatch(/^npx ocrekit build /m);
    expect(page).toMatch(/^npx ocrekit run /m);
  });

  it.each(examples)("%s has manifests that hold, and grants for each app", (name) => {
    expect(apps(name).length).toBeGreaterThan(0);
    for (const folder of apps(name)) {
      const manifest = loadManifest(join(folder, "ocre.json"), "ocre.json");
      expect(manifest).toMatchObject({ ok: true });
      if (!manifest.ok) continue;
      expect(buildableLanguages).toContain(manifest.value.build?.lang);
      const own = existsSync(join(folder, "grants.json")) ? folder : join(root, name);
      const grants = readFileSync(join(own, "grants.json"), "utf8");
      expect(grants).toContain(`"for": ${JSON.stringify(manifest.value.name)}`);
    }
  });

  it.each(examples)("%s has a test", (name) => {
    const mentions = (file: string): boolean => readFileSync(join(import.meta.dirname, file), "utf8").includes(name);
    expect(tests.some((file) => file === `${name}.test.ts` || mentions(file))).toBe(true);
  });
});

/** How a Go project is built: as a module of its own or as files, again when any of its packages changed, by the Go it is given. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildJob } from "../../../../generator/src/backend/recipe.js";
import { recipe } from "../../../../generator/src/backends/go/recipe.js";
import { temporaryFolder } from "../../../support/ocrekit.js";

function jobIn(folder: string): BuildJob {
  return {
    folder,
    sources: ["src/app.go", "src/more.go"],
    sdkFolder: "build/sdk",
    sdk: [],
    plan: {
      world: { name: "w", package: { namespace: "a", name: "b" } },
      side: "guest",
      types: [],
      resources: [],
      groups: [],
      scopes: new Map(),
      sources: [],
    },
    toolchain: { id: "go", version: "1.26", command: "go", args: [], place: "go" },
    output: "build/app.wasm.new",
    options: new Map(),
    env: { OCREKIT_CACHE: "/cache" },
    progress: () => undefined,
  };
}

describe("a project", () => {
  it("with a go.mod is a module, whose sources are a package", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "go.mod"), "module app\n");
    const [step] = recipe.steps(jobIn(folder));
    expect(step?.args.slice(-3)).toEqual(["-o", "build/app.wasm.new", "./src"]);
    expect(step?.env).toMatchObject({ GOOS: "wasip1", GOARCH: "wasm", GOTOOLCHAIN: "local", GOWORK: "off" });
  });

  it("without one is files beside the SDK", () => {
    const [step] = recipe.steps(jobIn(temporaryFolder()));
    expect(step?.args.slice(0, 3)).toEqual(["build", "-C", "build/sdk"]);
    expect(step?.args.slice(-4)).toEqual(["-o", "../../build/app.wasm.new", "../../src/app.go", "../../src/more.go"]);
  });

  it("is compiled with the library of its Go, whatever the user's environment names", () => {
    const job = jobIn(temporaryFolder());
    const toolchain = { ...job.toolchain, env: { GOROOT: "/cache/go" } };
    const [step] = recipe.steps({ ...job, toolchain, env: { ...job.env, GOROOT: "/another" } });
    expect(step?.env).toMatchObject({ GOROOT: "/cache/go" });
  });

  it("is built again when another of its packages changed", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "pump"));
    mkdirSync(join(folder, "build"));
    const stamp = () =>
      recipe
        .files?.(jobIn(folder))
        .map((f) => f.text)
        .join("");
    expect(stamp()).toBe("");
    writeFileSync(join(folder, "go.mod"), "module app\n");
    writeFileSync(join(folder, "pump/pump.go"), "package pump\n");
    const before = stamp();
    expect(before).toMatch(/^[0-9a-f]{64} go\.mod\n[0-9a-f]{64} pump\/pump\.go\n$/);
    writeFileSync(join(folder, "build/other.go"), "package build\n");
    expect(stamp()).toBe(before);
    writeFileSync(join(folder, "pump/pump.go"), "package pump\n\nconst Speed = 3\n");
    expect(stamp()).not.toBe(before);
  });
});

/** How a Go project is built: as a module of its own or as files, again when any of its packages changed, and by a Go that is new enough. */
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildJob } from "../../../../generator/src/backend/recipe.js";
import { recipe } from "../../../../generator/src/backends/go/recipe.js";
import { goEntry } from "../../../../generator/src/toolchain/go.js";
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

describe("a Go", () => {
  const found = async (says: string) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "go"), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(folder, "go"), 0o755);
    return (await goEntry.find({ PATH: `${folder}:/usr/bin:/bin` }, folder))?.version;
  };

  it.runIf(process.platform !== "win32").each([
    ["go1.24", "1.24"],
    ["go1.26.8", "1.26.8"],
    ["go1.24rc1", "1.24rc1"],
    ["go1.23.9", undefined],
    ["devel", undefined],
    ["", undefined],
  ])("that calls itself %j is %j", async (says, version) => {
    expect(await found(says)).toBe(version);
  });

  it("that is not there is not found", async () => {
    expect(await goEntry.find({ PATH: temporaryFolder() }, ".")).toBeUndefined();
  });
});

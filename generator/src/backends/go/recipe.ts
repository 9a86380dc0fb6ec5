/** One core module of a Go app, with the system interface that Go's runtime wants answered inside of the module. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path/posix";
import type { BuildJob, Recipe, Step } from "../../backend/recipe.js";
import { cacheFolder, type Env } from "../../toolchain/index.js";
import { linkPreview1 } from "../../wasm/index.js";

export const recipe: Recipe = {
  language: "go",
  toolchains: ["go"],
  stack: false,
  example: "src/app.go",
  stubs: ["app.go"],
  endings: ["go", "mod", "sum"],
  revision: 1,
  files: (job) => (isModule(job) ? [{ path: "build/go-sources.txt", text: otherSources(job) }] : []),
  steps: (job) => [step(job)],
  finish: async (job, module) => {
    if (module === undefined) throw new Error("go left no module");
    const available = job.plan.groups.flatMap(({ functions }) =>
      functions.flatMap(({ role, core }) => (role === "guest-import" ? [core] : [])),
    );
    const linked = linkPreview1(module, available);
    return linked.ok ? { ok: true, module: linked.bytes } : { ok: false, messages: linked.reason };
  },
};

const flags = ["build", "-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid="];

/**
 * A project with a `go.mod` is a Go module like any other, whose sources are one package. Without one the sources are
 * compiled as files beside the SDK's packages, so that a single file is an app.
 */
function step(job: BuildJob): Step {
  const { command, args } = job.toolchain;
  const packages = [...new Set(job.sources.map((source) => dirname(source)))];
  const up = "../".repeat(job.sdkFolder.split("/").length);
  return {
    command,
    args: isModule(job)
      ? [...args, ...flags, "-o", job.output, ...packages.map((path) => `./${path}`)]
      : [...args, ...withFolder(job.sdkFolder), "-o", up + job.output, ...job.sources.map((source) => up + source)],
    env: { ...environment(job.env), ...job.toolchain.env },
  };
}

const withFolder = (folder: string): readonly string[] => ["build", "-C", folder, ...flags.slice(1)];

/** The host's Go is used as it is: no other one is downloaded, and no workspace of the user's is looked for. */
function environment(env: Env): Env {
  return {
    GOOS: "wasip1",
    GOARCH: "wasm",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    CGO_ENABLED: "0",
    GOFLAGS: "",
    GOCACHE: env["GOCACHE"] ?? join(cacheFolder(env), "go"),
  };
}

const isModule = (job: BuildJob): boolean => existsSync(join(job.folder, "go.mod"));

/** What else of the project a build may read, so that a kept module is not taken for one of other sources. */
function otherSources({ folder }: BuildJob): string {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(go|mod|sum)$/.test(entry.name))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .filter((path) => !/^(build|node_modules)\//.test(path))
    .toSorted();
  const digest = (path: string): string =>
    createHash("sha256")
      .update(readFileSync(join(folder, path)))
      .digest("hex");
  return paths.map((path) => `${digest(path)} ${path}\n`).join("");
}

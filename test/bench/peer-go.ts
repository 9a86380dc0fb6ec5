/** The apps in wit-bindgen's Go: the same compiler and flags as ours, and our answers to what Go's runtime asks for. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linkPreview1 } from "../../generator/src/wasm/index.js";
import { loadSubject } from "../conformance/subject.js";
import { cache, type Tool } from "../support/toolchain.js";
import { type BenchApp, sourcesOf } from "./apps.js";
import type { Guest } from "./guests.js";
import { kept } from "./kept.js";
import { partsOf, run, textsBelow, toolsFor } from "./wit-bindgen.js";

// Its allocator reaches into Go's runtime, which wants to be told.
const flags = ["-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid= -checklinkname=0"];

export const witBindgenGo: Guest = {
  title: "wit-bindgen Go",
  language: "go",
  peer: { counts: true },
  async build(app) {
    const tools = toolsFor(["wit-bindgen", "go", "wit-bindgen-go"]);
    if ("ok" in tools) return tools;
    const [generator, go, module] = tools;
    if (generator === undefined || go === undefined || module === undefined)
      throw new Error("three tools were asked for");
    const versions = [run(generator, ["--version"], { folder: "." }), run(go, ["version"], { folder: "." })];
    const sources = [...textsBelow(module.command), ...partsOf(app, "wit-bindgen-go")];
    const path = await kept("wit-bindgen-go", "app.wasm", [...versions, ...flags, ...sources], (folder) => {
      run(generator, ["go", app.wit, "--world", app.world, "--out-dir", "."], { folder });
      cpSync(sourcesOf(app, "wit-bindgen-go"), folder, { recursive: true });
      writeFileSync(join(folder, "app.wasm"), linked(app, compile(folder, go, module)));
    });
    return { ok: true, path, makes: "core" };
  },
};

function compile(folder: string, go: Tool, module: Tool): Uint8Array {
  const env = {
    GOOS: "wasip1",
    GOARCH: "wasm",
    GOTOOLCHAIN: "local",
    GOWORK: "off",
    GOPROXY: "off",
    GOFLAGS: "-mod=mod",
    GOCACHE: join(cache, "go"),
  };
  run(go, ["mod", "edit", `-replace=go.bytecodealliance.org/pkg=${module.command}`], { folder, env });
  run(go, ["build", ...flags, "-o", "guest.wasm", "."], { folder, env });
  return readFileSync(join(folder, "guest.wasm"));
}

/** As our recipe leaves a module: it imports what its world names and nothing else. */
function linked({ name, wit, world }: BenchApp, module: Uint8Array): Uint8Array {
  const { plan } = loadSubject(name, wit, world);
  const available = plan.groups.flatMap(({ functions }) =>
    functions.flatMap(({ role, core }) => (role === "guest-import" ? [core] : [])),
  );
  const result = linkPreview1(module, available);
  if (!result.ok) throw new Error(`${name}: ${result.reason}`);
  return result.bytes;
}

/** What is true of Go alone: what its check finds, what its modules import, and `--module`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/go/backend.js";
import { checkStrict } from "../../../compile/go.js";
import { ComponentOracle } from "../../../support/component-oracle.js";
import { generateCase } from "../../../support/golden.js";
import { ourWit } from "../../../support/our-wit.js";
import { repository, requireTool } from "../../../support/toolchain.js";
import { linkApp } from "./app.js";

const wit = join(repository, "wit");

const oracle = new ComponentOracle();
afterAll(() => oracle.close());

it("checkStrict tells which project has a mistake, and what gofmt would change", {
  timeout: 300_000,
}, async (context) => {
  requireTool("go", context);
  const good = (await generateCase("records", "go")).all;
  const changed = (from: string | RegExp, to: string) =>
    good.map((f) => (f.path === "records/shapes/shapes.go" ? { ...f, text: f.text.replace(from, to) } : f));
  const bad = changed(/\treturn /, "\tvar unused int\n\treturn ");
  const ugly = changed(/\treturn /, "\treturn  ");
  const said = checkStrict(new Map(Object.entries({ good, bad, ugly })));
  expect(said.get("good")).toBe("");
  expect(said.get("bad")).toMatch(/shapes\.go:\d+:\d+: declared and not used: unused/);
  expect(said.get("ugly")).toBe("not as gofmt leaves it: p2/records/shapes/shapes.go");
});

describe("modules", () => {
  const lifecycle = `package main

import "ocre.local/sdk/exports/app/lifecycle"

func init() {
	lifecycle.Export(lifecycle.Handlers{})
}

func main() {}
`;

  it("import and export only what an app names", { timeout: 300_000 }, (context) => {
    const { wasm } = linkApp(requireTool("go", context), "reactor", lifecycle);
    const module = new WebAssembly.Module(new Uint8Array(wasm));
    expect(
      WebAssembly.Module.exports(module)
        .map((e) => e.name)
        .sort(),
    ).toEqual([
      "_initialize",
      "cabi_realloc",
      "memory",
      "ocre:app/lifecycle@0.1.0#on-start",
      "ocre:app/lifecycle@0.1.0#on-stop",
    ]);
    // What Go's runtime needs of the system is answered by the interfaces that the world has for it.
    expect(WebAssembly.Module.imports(module).map((i) => `${i.module} ${i.name}`)).toEqual([
      "ocre:system/monotonic-clock@0.1.0 now",
      "ocre:system/monotonic-clock@0.1.0 wait-for",
      "ocre:system/system-clock@0.1.0 now",
      "ocre:system/random@0.1.0 get-random-u64",
      "ocre:system/log@0.1.0 log",
    ]);
  });

  it("of a small app are below 1.9 MB", { timeout: 300_000 }, (context) => {
    const text = readFileSync(join(repository, "sdk-templates/go/project/blinky/src/app.go"), "utf8");
    const { wasm } = linkApp(requireTool("go", context), "blinky", text);
    expect(wasm.length).toBeLessThan(1_900_000);
    const imports = WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(wasm)));
    expect(new Set(imports.map((i) => i.module))).toEqual(
      new Set(["ocre:gpio/lines@0.1.0", "ocre:system/timers@0.1.0"]),
    );
  });

  it("are components of their worlds", { timeout: 300_000 }, async (context) => {
    const go = requireTool("go", context);
    const { wasm, plan } = linkApp(go, "mcu-reactor");
    expect(plan.world.name).toBe("mcu-reactor");
    expect(await oracle.refusal({ module: wasm, wit: ourWit(), world: "mcu-reactor" })).toBeUndefined();
  });
});

describe("--module", () => {
  it("is the module of the SDK, and of all its packages", () => {
    const options = new Map([["module", "example.org/x/sdk"]]);
    const { files } = generateFromWit(backend, { wit, world: "command", options });
    const text = files.map((f) => f.text).join("\n");
    expect(text).toContain("module example.org/x/sdk\n");
    expect(text).toContain('"example.org/x/sdk/wit"');
    expect(text).not.toContain("ocre.local");
  });

  it.each(["", "Sdk", "a//b", "../x", "a b", "a/.b", "/a"])("%j is refused", (given) => {
    const { files, diagnostics } = generateFromWit(backend, {
      wit,
      world: "blinky",
      options: new Map([["module", given]]),
    });
    expect(files).toEqual([]);
    expect(diagnostics.map((d) => d.code)).toEqual(["go/module"]);
  });
});

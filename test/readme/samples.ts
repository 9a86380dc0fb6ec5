/** What stands around the blocks of the SDKs' pages, and what the apps that come of them do. */
import type { NoSample, Sample } from "./sample-model.js";
import { d } from "./samples-d.js";
import { zig } from "./samples-zig.js";

const led: Pick<Sample, "allow"> = { allow: ["gpio.write(led0)"] };
const counting: Pick<Sample, "allow"> = { allow: ["messaging.publish(count)", "messaging.subscribe(count)"] };

const lines = (count: number, text: (n: number) => string): readonly string[] =>
  Array.from({ length: count }, (_, i) => text(i + 1));
/** Every half a second. */
const blinks = ["0 led0 0", ...lines(40, (n) => `${n * 500} led0 ${n % 2}`)];

const assemblyscript = {
  page: "sdk-templates/assemblyscript/README.md",
  language: "assemblyscript",
  path: "src/app.ts",
  world: "reactor",
} as const;
const c = { page: "sdk-templates/c/README.md", language: "c", path: "src/app.c", world: "reactor" } as const;
const cpp = { page: "sdk-templates/cpp/README.md", language: "cpp", path: "src/app.cpp", world: "reactor" } as const;
const go = { page: "sdk-templates/go/README.md", language: "go", path: "src/app.go", world: "reactor" } as const;
const rust = { page: "sdk-templates/rust/README.md", language: "rust", path: "src/lib.rs", world: "reactor" } as const;
const typescript = {
  page: "sdk-ts/README.md",
  language: "typescript",
  path: "src/app.ts",
  world: "reactor",
} as const;
const python = {
  page: "sdk-templates/python/README.md",
  language: "python",
  path: "src/app.py",
  world: "reactor",
} as const;

export const samples: readonly Sample[] = [
  {
    ...assemblyscript,
    begins: `import { LineHandler, exportLineHandler } from "../build/sdk/exports/gpio/line-handler";`,
    app: (code) => `import { Reactor, start } from "../build/sdk/runtime/reactor";
${code}
class Starting extends Reactor {}
start(new Starting());
`,
    does: { ended: ["stopped"] },
  },
  {
    ...assemblyscript,
    begins: `import { StartReason } from "../build/sdk/exports/app/lifecycle";`,
    ...counting,
    does: { logs: lines(10, (n) => `info ${n}`), ended: ["stopped"] },
  },
  {
    ...c,
    begins: "OCRE_APP_LIFECYCLE_EXPORT();",
    app: (code) => `#include "reactor.h"\n\n${code}`,
    does: { ended: ["stopped"] },
  },
  {
    ...c,
    begins: '#include "reactor.h"',
    ...counting,
    does: { logs: lines(5, (n) => `info count: ${n}`), ended: ["stopped"] },
  },
  {
    ...cpp,
    begins: 'auto led = ocre::gpio::lines::output::open("led0", {});',
    app: (code) => `#include "reactor.hpp"

struct app {
  static bool on_start(ocre::app::lifecycle::start_reason) {
${code}    return true;
  }
};
WIT_APP(app);
`,
    ...led,
    // Its owner ends with the function.
    does: { lines: ["0 led0 0", "0 led0 1", "0 led0 0"], ended: ["stopped"] },
  },
  {
    ...cpp,
    begins: "struct blinky {",
    app: (code) => `#include "reactor.hpp"\n\n${code}`,
    does: { ended: ["stopped"] },
  },
  {
    ...cpp,
    begins: '#include "reactor.hpp"',
    ...counting,
    does: { logs: lines(5, (n) => `info heard ${n}`), ended: ["stopped"] },
  },
  ...d,
  {
    ...go,
    begins: "require ocre.local/sdk v0.0.0",
    app: () => `package main

import "ocre.local/sdk/exports/app/lifecycle"

func init() {
	lifecycle.Export(lifecycle.Handlers{})
}

func main() {}
`,
    files: (code) => [{ path: "go.mod", text: `module app\n\ngo 1.24\n\n${code}` }],
    does: { ended: ["stopped"] },
  },
  { ...go, begins: "package main", ...led, does: { lines: blinks, ended: ["stopped"] } },
  { ...rust, begins: "#![no_std]", ...led, does: { lines: blinks, ended: ["stopped"] } },
  ...zig,
  {
    ...typescript,
    begins: 'import { defineApp, every, openOutput } from "@ocrekit/sdk";',
    ...led,
    does: { lines: blinks, ended: ["stopped"] },
  },
  // It blinks for ever, and the board has no end of its own.
  { ...python, begins: "import logging\n\nfrom sdk import lines, log, timers", ...led },
  {
    ...python,
    begins: "import logging\n\nfrom sdk import events, log, requests",
    world: "command",
    onBoard: ["info answer 42", "exited 0"],
  },
];

export const noSamples: readonly NoSample[] = [
  {
    page: "README.md",
    begins:
      "wit/*.wit  ->  ocrekit generate c|rust|go|...     an SDK for each language     ->  app.wasm, canonical names, nothing else",
    why: "a drawing of what comes of what",
  },
  {
    page: "sdk-templates/rust/README.md",
    begins: "[dependencies]",
    why: "lines of an app's Cargo.toml; test/generator/backends/rust/crates.test.ts builds apps with these crates",
  },
  {
    page: "sdk-ts/README.md",
    begins: "error Uncaught RangeError: no parts at explode (src/machine.ts:7:17) at callback (src/app.ts:8:30)",
    why: "a line of a log; test/generator/backends/typescript has them",
  },
];

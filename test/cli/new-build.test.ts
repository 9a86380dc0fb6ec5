/** `ocrekit new` and `ocrekit build`: from nothing to a checked module, and what is said when something is wrong. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { coreLanguages } from "../support/core-languages.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { requireTool } from "../support/toolchain.js";

describe("ocrekit new", () => {
  it.for(coreLanguages)(
    "%s makes an app that builds into a module of canonical imports, and builds the same again",
    { timeout: 300_000 },
    (language, context) => {
      const cwd = temporaryFolder();
      const made = ocrekit(["new", language, "my-app", "--json"], { cwd });
      expect(made.status).toBe(0);
      expect(JSON.parse(made.stdout).files).toContain("ocre.json");
      expect(JSON.parse(readFileSync(join(cwd, "my-app/ocre.json"), "utf8")).name).toBe("my-app");
      expect(JSON.parse(readFileSync(join(cwd, "my-app/grants.json"), "utf8")).for).toBe("my-app");

      buildApp(join(cwd, "my-app"), context);
      const first = build(cwd, ["my-app", "--force"]);
      expect(first).toMatchObject({ status: 0, json: { ok: true, cached: false, diagnostics: [] } });
      const module = readFileSync(join(cwd, "my-app/build/app.wasm"));
      expect(first.json.bytes).toBe(module.length);
      const imports = WebAssembly.Module.imports(new WebAssembly.Module(module));
      expect(imports.length).toBeGreaterThan(0);
      expect(imports.filter(({ module: from }) => !/^ocre:[a-z]+\/[a-z-]+@0\.1\.0$/.test(from))).toEqual([]);

      expect(build(cwd, ["my-app"]).json.cached).toBe(true);
      expect(readFileSync(join(cwd, "my-app/build/app.wasm"))).toEqual(module);
    },
  );

  it("makes a page whose commands work, and names each file", { timeout: 120_000 }, (context) => {
    requireTool("zig", context);
    const cwd = temporaryFolder();
    const { stdout } = ocrekit(["new", "c", "my-app"], { cwd });
    const page = readFileSync(join(cwd, "my-app/README.md"), "utf8");
    for (const path of ["src/app.c", "ocre.json", "grants.json"]) expect(page).toContain(`| \`${path}\` |`);
    const [, commands = ""] = /^```sh\n(.*?)^```/ms.exec(page) ?? [];
    expect(commands).toBe("ocrekit build\nocrekit run . --grants grants.json --trace lines.svg\n");
    for (const line of commands.trimEnd().split("\n")) {
      const ran = ocrekit(line.split(" ").slice(1), { cwd: join(cwd, "my-app") });
      expect({ line, status: ran.status, stderr: ran.stderr }).toEqual({ line, status: 0, stderr: "" });
    }
    expect(readFileSync(join(cwd, "my-app/lines.svg"), "utf8")).toContain("led0");
    // What is printed at once does the same from the folder above.
    const next = [...stdout.matchAll(/^ {2}ocrekit (.*?)(?: {2}.*)?$/gm)].map(([, line = ""]) => line);
    expect(next.map((line) => ocrekit(line.split(" "), { cwd }).status)).toEqual([0, 0, 11]);
  });

  it("says of a language that makes components what its result is for", () => {
    const cwd = temporaryFolder();
    const { stdout } = ocrekit(["new", "python", "my-app"], { cwd });
    expect(stdout).toContain("ocrekit build my-app\nWhat it makes is a component");
    expect(stdout + readFileSync(join(cwd, "my-app/README.md"), "utf8")).not.toContain("ocrekit run .");
  });

  it("writes nothing into a folder that has something", () => {
    const cwd = temporaryFolder();
    mkdirSync(join(cwd, "my-app"));
    writeFileSync(join(cwd, "my-app/mine"), "");
    expect(ocrekit(["new", "c", "my-app"], { cwd })).toMatchObject({
      status: 1,
      stderr: "my-app is not empty; nothing was written\n",
    });
    expect(readdirSync(join(cwd, "my-app"))).toEqual(["mine"]);
  });

  it("says of a world that is not there which ones are, and writes nothing", () => {
    const cwd = temporaryFolder();
    const { status, stderr } = ocrekit(["new", "c", "my-app", "--world", "blinki"], { cwd });
    expect(status).toBe(1);
    expect(stderr).toContain("blinky");
    expect(existsSync(join(cwd, "my-app"))).toBe(false);
    expect(ocrekit(["new", "c", "a", "--world", "blinky", "--template", "blinky"], { cwd }).status).toBe(2);
    expect(ocrekit(["new", "c", "a", "--wit", "x"], { cwd }).status).toBe(2);
  });

  it("lists the templates of a language, and knows no others", () => {
    expect(ocrekit(["new", "c", "--template", "list"]).stdout).toBe("blinky\nbutton\ncommand\npubsub\n");
    expect(ocrekit(["new", "c", "x", "--template", "blink"], { cwd: temporaryFolder() })).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("c has no template 'blink'; did you mean 'blinky'?"),
    });
  });
});

describe("ocrekit build", () => {
  it("compiles anew when a header changes, which no list names", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    writeFileSync(join(cwd, "src/pace.h"), "#define PACE 100\n");
    edit(join(cwd, "src/app.c"), (text) =>
      text
        .replace('#include "blinky.h"', '#include "blinky.h"\n#include "pace.h"')
        .replace("half_period_ms = 100", "half_period_ms = PACE"),
    );
    expect(build(cwd, ["--force"]).json.ok).toBe(true);
    const before = readFileSync(join(cwd, "build/app.wasm"));
    writeFileSync(join(cwd, "src/pace.h"), "#define PACE 250\n");
    expect(build(cwd, []).json.ok).toBe(true);
    expect(readFileSync(join(cwd, "build/app.wasm")).equals(before)).toBe(false);
    writeFileSync(join(cwd, "src/pace.h"), "#define PACE 100\n");
    expect(build(cwd, []).json.cached).toBe(true);
    expect(readFileSync(join(cwd, "build/app.wasm")).equals(before)).toBe(true);
  });

  it("shows the compiler's messages, and keeps the module that worked", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    build(cwd, []);
    const before = readFileSync(join(cwd, "build/app.wasm"));
    edit(join(cwd, "src/app.c"), (text) => text.replace("= ocre_every", "= ocrre_every"));
    const { status, stderr } = ocrekit(["build"], { cwd });
    expect(status).toBe(1);
    expect(stderr).toMatch(
      /src\/app\.c:\d+:\d+: error: .*ocrre[\s\S]*error build\/compiler-failed: zig ended with status 1/,
    );
    expect(readFileSync(join(cwd, "build/app.wasm")).equals(before)).toBe(true);
  });

  it("names the export that is promised and not written", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    // A handler that is left out has a default; what a command does has none.
    edit(join(cwd, "ocre.json"), (text) => text.replace("ocre:app/blinky", "ocre:app/command"));
    edit(join(cwd, "src/app.c"), () => '#include "command.h"\nOCRE_APP_RUN_EXPORT();\n');
    expect(ocrekit(["build"], { cwd })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("'ocre_app_run' is used and nowhere defined"),
    });
  });

  it("refuses a module that imports what its world does not have", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    const declared =
      '__attribute__((import_module("ocre:messaging/bus@0.1.0"), import_name("publish"))) void smuggle(void);\n';
    edit(join(cwd, "src/app.c"), (text) => declared + text.replace("(void)reason;", "(void)reason; smuggle();"));
    const { status, json } = build(cwd, []);
    expect(status).toBe(1);
    expect(json.diagnostics).toMatchObject([
      {
        code: "build/foreign-import",
        message: "the module imports ocre:messaging/bus@0.1.0 publish, which world 'blinky' does not have",
      },
    ]);
    expect(existsSync(join(cwd, "build/app.wasm"))).toBe(false);
  });

  it("refuses a module whose import has another type", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    const declared =
      '__attribute__((import_module("ocre:system/timers@0.1.0"), import_name("cancel"))) long long twisted(void);\n';
    edit(
      join(cwd, "src/app.c"),
      (text) =>
        declared +
        text.replace("(void)reason;", "(void)reason; twisted();").replace("ocre_cancel(timer)", "(void)timer"),
    );
    expect(build(cwd, []).json.diagnostics).toMatchObject([
      {
        code: "build/signature",
        message: "import ocre:system/timers@0.1.0 cancel is () -> (i64), and should be (i32) -> (i32)",
      },
    ]);
  });

  it("refuses a module that is a command and a reactor", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    mkdirSync(join(cwd, "wit"));
    writeFileSync(
      join(cwd, "wit/both.wit"),
      "package my:both;\nworld both {\n  include ocre:app/blinky@0.1.0;\n  export ocre:app/run@0.1.0;\n}\n",
    );
    edit(join(cwd, "ocre.json"), (text) => text.replace("ocre:app/blinky", "my:both/both"));
    edit(
      join(cwd, "src/app.c"),
      (text) =>
        `${text.replace('"blinky.h"', '"both.h"')}bool ocre_app_run(void) { return true; }\nOCRE_APP_RUN_EXPORT();\n`,
    );
    expect(build(cwd, []).json.diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "build/run-and-lifecycle" },
    ]);
  });

  it("works without a network once the compiler is there, and says what is missing otherwise", (context) => {
    requireTool("zig", context);
    const cwd = newApp("c");
    expect(build(cwd, ["--offline", "--force"]).json.ok).toBe(true);
    const env = { OCREKIT_CACHE: join(cwd, "empty"), PATH: join(cwd, "nothing"), npm_execpath: undefined };
    const { status, stderr } = ocrekit(["build", "--offline"], { cwd, env });
    expect(status).toBe(1);
    expect(stderr).toContain(
      "error build/no-compiler: no compiler for c is there, and --offline forbids to download one",
    );
    expect(stderr).toContain("ocrekit doctor --install zig");
  });

  it.each([
    ["a folder without a manifest", undefined, "build/no-manifest", "ocre.json is not there"],
    ["text that is no JSON", "{ nope", "policy/json", ""],
    [
      "a language without a compiler",
      { build: { lang: "cobol", sources: ["src/app.c"] } },
      "build/unknown-language",
      "'ocrekit build' compiles no 'cobol'",
    ],
    ["no build at all", { build: undefined }, "build/manifest-lacks", "'build' is missing; a build needs it"],
    ["no module", { module: undefined }, "build/manifest-lacks", "'module' is missing; a build needs it"],
    ["a module elsewhere", { module: "../app.wasm" }, "build/bad-value", "'../app.wasm' is outside of the project"],
    [
      "a source that is not there",
      { build: { lang: "c", sources: ["src/ap.c"] } },
      "build/no-source",
      "the source 'src/ap.c' is not there",
    ],
    [
      "an option that is not there",
      { build: { lang: "c", sources: ["src/app.c"], options: { reallok: "none" } } },
      "build/unknown-option",
      "there is no build option 'reallok'; did you mean 'realloc'?",
    ],
    [
      "a value that an option does not take",
      { build: { lang: "c", sources: ["src/app.c"], options: { realloc: "heap" } } },
      "build/bad-value",
      "",
    ],
    [
      "a stack that is too small",
      { build: { lang: "c", sources: ["src/app.c"], options: { stack: 8 } } },
      "build/bad-value",
      "",
    ],
    ["a world that is not there", { world: "ocre:app/blinki" }, "wit/unknown-world", ""],
  ])("says what is wrong with %s, and where", (_, change, code, message) => {
    const cwd = newApp("c");
    const path = join(cwd, "ocre.json");
    const manifest = JSON.parse(readFileSync(path, "utf8"));
    if (typeof change === "object") writeFileSync(path, JSON.stringify({ ...manifest, ...change }, undefined, 2));
    else if (change !== undefined) writeFileSync(path, change);
    const { status, json } = change === undefined ? build(temporaryFolder(), []) : build(cwd, []);
    expect(status).toBe(1);
    expect(json.diagnostics.map((d) => d.code)).toEqual([code]);
    expect(json.diagnostics[0]?.message).toContain(message);
  });

  it("builds the SDK of a package of the project's own, completed by ours", (context) => {
    requireTool("zig", context);
    const { status, json } = build(temporaryCopy("relay"), []);
    expect({ status, diagnostics: json.diagnostics }).toEqual({ status: 0, diagnostics: [] });
  });
});

interface Built {
  readonly ok: boolean;
  readonly cached: boolean;
  readonly bytes: number;
  readonly diagnostics: readonly { readonly code: string; readonly message: string; readonly severity: string }[];
}

function build(cwd: string, args: readonly string[]) {
  const { status, stdout, stderr } = ocrekit(["build", ...args, "--json"], { cwd });
  const json: Built =
    stdout === ""
      ? { ok: false, cached: false, bytes: 0, diagnostics: [{ code: "no output", message: stderr, severity: "error" }] }
      : JSON.parse(stdout);
  return { status, json };
}

/** The folder of a fresh blinky. */
function newApp(language: string): string {
  const cwd = temporaryFolder();
  expect(ocrekit(["new", language, "app", "--template", "blinky"], { cwd }).status).toBe(0);
  return join(cwd, "app");
}

function temporaryCopy(example: string): string {
  const folder = temporaryFolder();
  const from = join(import.meta.dirname, "../../examples", example);
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    const inside = entry.parentPath.slice(from.length);
    if (/[\\/]build([\\/]|$)/.test(inside) || !entry.isFile()) continue;
    mkdirSync(join(folder, inside), { recursive: true });
    copyFileSync(join(entry.parentPath, entry.name), join(folder, inside, entry.name));
  }
  return folder;
}

function edit(path: string, change: (text: string) => string): void {
  const before = readFileSync(path, "utf8");
  const after = change(before);
  expect(after).not.toBe(before);
  writeFileSync(path, after);
}

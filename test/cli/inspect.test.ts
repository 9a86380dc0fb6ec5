/** `ocrekit inspect`: each stage of generation, and what a module can ask for at most. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import wabt from "wabt";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";

describe("ocrekit inspect WIT", () => {
  it("shows the graph with the guard of every function", () => {
    const { status, stdout } = ocrekit(["inspect", "wit", "--stage", "graph"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^package ocre:app@0\.1\.0 \(main\)$/m);
    expect(stdout).toMatch(/^ {4}scope gpio\.write\(line: name\)$/m);
    expect(stdout).toMatch(/^ {4}\[static\]output\.open {2}requires gpio\.write\(line\)$/m);
    expect(stdout).toMatch(/^ {4}\[method\]output\.write {2}inherits gpio\.write$/m);
    expect(stdout).toMatch(/^ {4}on-timer {2}handler of timer$/m);
    expect(JSON.parse(ocrekit(["inspect", "wit", "--stage", "graph", "--json"]).stdout)).toHaveProperty("packages");
  });

  it("shows the plan of one function: guards for a host, none for a guest", () => {
    const args = ["inspect", "wit", "--stage", "plan", "--world", "blinky", "--func", "[static]output.open"];
    const host = ocrekit([...args, "--lang", "host-ts"]).stdout;
    expect(host).toMatch(/host-import \[static\]output\.open[\s\S]*admit[\s\S]*check/);
    expect(host).not.toContain("[method]output.write");
    const guest = ocrekit(args).stdout;
    expect(guest).toContain("guest-import [static]output.open");
    expect(guest).not.toContain("admit");
    expect(ocrekit([...args, "--json"]).stdout).toContain('"guest-import"');
  });

  it("shows how a language spells names", () => {
    const names = (lang: string) =>
      ocrekit(["inspect", "wit", "--stage", "names", "--world", "blinky", "--lang", lang]).stdout;
    expect(names("c")).toMatch(/\[static\]output\.open +ocre_gpio_lines_output_open$/m);
    expect(names("host-ts")).toMatch(/\[static\]output\.open +\w*open$/im);
  });

  it("lists the files of a language", () => {
    const { stdout } = ocrekit(["inspect", "wit", "--stage", "files", "--world", "blinky", "--json"]);
    const files: readonly { path: string; bytes: number }[] = JSON.parse(stdout);
    expect(files.map(({ path }) => path)).toContain("blinky.h");
    expect(files.every(({ bytes }) => bytes > 0)).toBe(true);
  });

  it.each([
    [["inspect"], "WIT or APP.wasm is missing"],
    [["inspect", "wit"], "--stage is missing; it is graph, plan, names, files"],
    [["inspect", "wit", "--stage", "plans"], "there is no stage 'plans'; did you mean 'plan'?"],
    [["inspect", "witt", "--stage", "plan"], "there is no 'witt'"],
    [
      ["inspect", "wit", "--stage", "names", "--world", "blinky", "--lang", "assemblyscrip"],
      "unknown language 'assemblyscrip'; did you mean 'assemblyscript'?",
    ],
    [
      ["inspect", "wit", "--stage", "plan", "--world", "blinky", "--func", "wrte"],
      "world 'blinky' has no function 'wrte'; did you mean 'write'?",
    ],
  ])("answers %j with a message and 2", (args, message) => {
    expect(ocrekit(args)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});

describe("ocrekit inspect APP.wasm", () => {
  const app = `(module
    (import "ocre:gpio/lines@0.1.0" "[static]output.open" (func (param i32 i32 i32 i32 i32 i32 i32)))
    (import "ocre:gpio/lines@0.1.0" "[method]output.write" (func (param i32 i32) (result i32)))
    (import "ocre:gpio/lines@0.1.0" "[resource-drop]output" (func (param i32)))
    (import "ocre:system/timers@0.1.0" "start" (func (param i32 i32 i32) (result i32)))
    (import "acme:secret/door@1.0.0" "open" (func))
    (memory (export "memory") 2 4)
    (func (export "ocre:app/lifecycle@0.1.0#on-start") (param i32) (result i32) i32.const 0))`;

  it("says what it imports under which guard, what it exports, its memory, and what it can ask for at most", async () => {
    const folder = temporaryFolder();
    await assemble(join(folder, "app.wasm"), app);
    const { status, stdout } = ocrekit(["inspect", "app.wasm", "--json"], { cwd: folder });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      kind: "reactor",
      memory: [{ imported: false, pages: 2, maxPages: 4 }],
      imports: [
        { name: "[static]output.open", guard: "requires", permissions: ["gpio.write(*)"] },
        { name: "[method]output.write", guard: "inherits", permissions: [] },
        { name: "[resource-drop]output", guard: "drop" },
        { name: "start", guard: "unrestricted" },
        { module: "acme:secret/door@1.0.0", name: "open", guard: "unknown" },
      ],
      exports: ["ocre:app/lifecycle@0.1.0#on-start"],
      atMost: ["gpio.write(*)"],
    });
    const { stdout: text } = ocrekit(["inspect", "app.wasm"], { cwd: folder });
    expect(text).toContain("app.wasm: a reactor\n");
    expect(text).toContain("128 KiB, at most 256 KiB");
    expect(text).toMatch(/can ask for at most\n {2}gpio\.write\(\*\)\n\n1 import is in no package that was read/);
  });

  it("knows a package of the user's own when it is told where it is", async () => {
    const folder = temporaryFolder();
    await assemble(join(folder, "app.wasm"), app);
    writeFileSync(
      join(folder, "door.wit"),
      "package acme:secret@1.0.0;\n/// @scope secret.door()\ninterface door {\n  /// @requires secret.door()\n  open: func();\n}\n",
    );
    const { stdout } = ocrekit(["inspect", "app.wasm", "--wit", "door.wit", "--json"], { cwd: folder });
    expect(JSON.parse(stdout).imports.at(-1)).toMatchObject({ guard: "requires", permissions: ["secret.door()"] });
  });

  it.each([
    ["a component", "\0asm\x0d\0\x01\0", "it is a component"],
    ["a module that ends in the middle", "\0asm\x01\0\0\0\x02\xff", "app.wasm is no core module"],
  ])("refuses %s without crashing", (_, bytes, message) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "app.wasm"), Buffer.from(bytes, "latin1"));
    expect(ocrekit(["inspect", "app.wasm"], { cwd: folder })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(message),
    });
  });
});

async function assemble(path: string, text: string): Promise<void> {
  const { parseWat } = await wabt();
  const module = parseWat("app.wat", text);
  writeFileSync(path, module.toBinary({}).buffer);
  module.destroy();
}

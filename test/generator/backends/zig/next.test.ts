/** The SDK with the Zig after the one that `ocrekit build` has: everything in it compiles, and apps of its layer run. */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { keptModule, type Linked } from "../../../compile/kept.js";
import { checkAll } from "../../../compile/zig.js";
import { zig as asking } from "../../../idioms/asking/zig.js";
import { temporaryFolder } from "../../../support/ocrekit.js";
import { runApps } from "../../../support/run-app.js";
import { cache, repository, requireTool, type Tool } from "../../../support/toolchain.js";

/** The module of an app, compiled as `flags.txt` says; with a larger stack, because it formats. */
function link(zig: Tool, world: string, app: string): Linked {
  const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world });
  const flags = files.find(({ path }) => path === "flags.txt")?.text ?? "";
  const args = [
    "build-exe",
    ...flags.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
    ...["--stack", "16384", "--dep", "sdk", "-Mroot=main.zig", "-Msdk=sdk.zig", "-femit-bin=app.wasm"],
  ];
  const all = [...files, { path: "main.zig", text: app }];
  return keptModule({ language: "zig", key: [zig.id, all], files: all }, (folder) => {
    const own = join(cache, zig.id);
    const env = { ...process.env, ZIG_GLOBAL_CACHE_DIR: own, ZIG_LOCAL_CACHE_DIR: own };
    const done = spawnSync(zig.command, args, { cwd: folder, encoding: "utf8", env, timeout: 240_000 });
    return `${done.stdout}${done.stderr}`;
  });
}

it.for(["command", "reactor"] as const)(
  "timers, topics, requests and the log, %s",
  {
    timeout: 300_000,
  },
  (world, context) => {
    const { wasm, messages } = link(requireTool("zig-next", context), world, asking[world]);
    expect(messages).toBe("");
    const folder = join(temporaryFolder(), "app");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "app.wasm"), wasm);
    const allow = ["publish", "subscribe", "request"].map((what) => `messaging.${what}(test/#)`);
    const manifest = { name: "app", version: "0.1.0", world: `ocre:app/${world}`, module: "app.wasm", requires: allow };
    writeFileSync(join(folder, "ocre.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "grants.json"), JSON.stringify({ for: "app", allow }));
    expect(runApps([folder], join(folder, "lines.jsonl"), ["--for", "20s"])).toMatchObject({
      status: 0,
      logs: ["info answer 42", "info heard anybody?", "info no answer"],
    });
  },
);

it.for(["blinky", "button", "pubsub", "command"])("the starter app %s", { timeout: 300_000 }, (template, context) => {
  const zig = requireTool("zig-next", context);
  const project = join(repository, "sdk-templates/zig/project", template);
  const manifest: { readonly world: string } = JSON.parse(readFileSync(join(project, "ocre.json"), "utf8"));
  const app = readFileSync(join(project, "src/app.zig"), "utf8");
  const { wasm, messages } = link(zig, manifest.world.replace("ocre:app/", ""), app);
  expect(messages).toBe("");
  expect(WebAssembly.validate(wasm.slice())).toBe(true);
});

it.for(["command", "reactor"])("every declaration of world %s", { timeout: 300_000 }, (world, context) => {
  const zig = requireTool("zig-next", context);
  const { files } = generateFromWit(backend, { wit: join(repository, "wit"), world, stubs: "empty" });
  expect(checkAll(zig, files)).toBe("");
});

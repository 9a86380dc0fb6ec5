/** node component-board.mjs APP.wasm FOLDER: runs a component of world `blinky` on one line and timers of virtual time, a change a line. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpileBytes } from "@bytecodealliance/jco-transpile";

const [app, folder] = process.argv.slice(2);
const version = "0.1.0";
const imports = ["system/types", "system/timers", "gpio/lines"].map((name) => `ocre:${name}@${version}`);
const { files } = await transpileBytes(readFileSync(app), {
  name: "app",
  instantiation: { tag: "async" },
  wasiShim: false,
  map: Object.fromEntries(imports.map((name) => [name, name])),
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{"type":"module"}\n');
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name.split("/").at(-1)), bytes);

let now = 0;
const timers = new Map();
const change = (line, level) => process.stdout.write(`${now} ${line} ${level ? 1 : 0}\n`);

class Output {
  static open(line, { initiallyActive }) {
    const made = new Output();
    made.line = line;
    change(line, initiallyActive);
    return made;
  }
  write(active) {
    change(this.line, active);
    return "ok";
  }
}
class Unused {}

const { instantiate } = await import(pathToFileURL(join(folder, "app.js")).href);
const instance = await instantiate(async (name) => new WebAssembly.Module(readFileSync(join(folder, name))), {
  [imports[0]]: {},
  [imports[1]]: {
    start(token, delayMs, periodMs) {
      timers.set(token, { due: now + delayMs, periodMs });
      return "ok";
    },
    remaining: () => 0,
    cancel: (token) => (timers.delete(token) ? "ok" : "not-found"),
  },
  [imports[2]]: { Input: Unused, Output, InputGroup: Unused, OutputGroup: Unused, listLines: () => [] },
});
const exported = (name) =>
  instance[`ocre:${name}@${version}`] ?? instance[name.split("/")[1].replace(/-(.)/g, (_, c) => c.toUpperCase())];
exported("app/lifecycle").onStart("installed");
for (let calls = 0; timers.size > 0 && calls < 100; calls++) {
  const [token, timer] = [...timers].sort(([, a], [, b]) => a.due - b.due)[0];
  now = timer.due;
  if (timer.periodMs > 0) timer.due += timer.periodMs;
  else timers.delete(token);
  exported("system/timer-handler").onTimer(token, 0);
}
exported("app/lifecycle").onStop("operator", 100);

/**
 * node component-board.mjs APP.wasm FOLDER [SCENARIO]: runs a component under jco on a board of virtual time; a line for each change of a
 * line (`100 led0 1`), each line of the log (`info hello`) and the end. The scenario is JSON: `{"threshold", "presses": [[at, line, level]]}`.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { transpileBytes } from "@bytecodealliance/jco-transpile";
import { createBoard } from "./board-services.mjs";

const [app, folder, scenario = "{}"] = process.argv.slice(2);
const { files } = await transpileBytes(readFileSync(app), {
  name: "app",
  instantiation: { tag: "async" },
  wasiShim: false,
});
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "package.json"), '{"type":"module"}\n');
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(folder, name.split("/").at(-1)), bytes);

const board = createBoard(JSON.parse(scenario), (line) => process.stdout.write(`${line}\n`));
const { instantiate } = await import(pathToFileURL(join(folder, "app.js")).href);
const load = async (name) => new WebAssembly.Module(readFileSync(join(folder, name)));
const instance = await instantiate(load, board.imports);
const exported = (name) => instance[`ocre:${name}@0.1.0`];

try {
  const command = exported("app/run");
  if (command === undefined) {
    exported("app/lifecycle").onStart("installed");
    board.serve({
      timer: (token, lost) => exported("system/timer-handler").onTimer(token, lost),
      line: (token, data, lost, time) => exported("gpio/line-handler").onLine(token, data, lost, time),
      message: (token, message) => exported("messaging/message-handler").onMessage(token, message),
    });
    exported("app/lifecycle").onStop("operator", 100);
    process.stdout.write("stopped\n");
  } else {
    command.run();
    process.stdout.write("exited 0\n");
  }
} catch (error) {
  // A result that is an error is thrown by jco as what it carries.
  if (error instanceof Error && !(error instanceof WebAssembly.RuntimeError)) throw error;
  process.stdout.write(error instanceof Error ? "trap\n" : "failed\n");
}

/** `npm run demo`: SDKs, two apps, a denial, then both apps at work. Every line below a `$` is the command's own output. */
import { spawnSync } from "node:child_process";
import { environment, ocrekit, repository } from "./process.mjs";

const colour = process.stdout.isTTY && !process.env.NO_COLOR;
const paint = (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
const started = Date.now();

chapter("1. SDKs from wit/, for C and for AssemblyScript");
for (const language of ["c", "assemblyscript"]) {
  show(["generate", language, "wit", "--world", "blinky", "--out-dir", `.cache/demo/${language}`]);
}

chapter("2. Two apps, built with their SDKs");
show(["build", "examples/beacon-c"]);
show(["build", "examples/listener-as"]);

chapter("3. Both started under default deny: nothing is granted, so nothing starts");
show(["run", "examples/listener-as", "examples/beacon-c"], { expected: 11 });

chapter("4. Granted: beacon switches a simulated line and publishes, listener receives");
say("The grants are what the messages above ask for: examples/beacon-c/grants.json, examples/listener-as/grants.json");
show([
  "run",
  "examples/listener-as",
  "examples/beacon-c",
  "--grants",
  "examples/beacon-c/grants.json",
  "--grants",
  "examples/listener-as/grants.json",
  "--trace",
  ".cache/demo/trace.svg",
  "--dir",
  ".cache/demo/state",
]);

say(`\nDone in ${((Date.now() - started) / 1000).toFixed(1)} s. The trace is also a picture: .cache/demo/trace.svg`);
say("Next: examples/beacon-c/README.md, or your own app with 'npx ocrekit new c my-app'.");

function chapter(title) {
  console.log(`\n${paint("1", title)}`);
}

function say(text) {
  console.log(text);
}

/** Runs the command for real and stops the demo when it ends otherwise than it should. */
function show(args, { expected = 0 } = {}) {
  console.log(paint("36", `$ npx ocrekit ${args.join(" ")}`));
  const env = { ...environment, ...(colour ? { FORCE_COLOR: "1" } : {}) };
  const { status } = spawnSync(process.execPath, [ocrekit, ...args], {
    cwd: repository,
    stdio: "inherit",
    env,
    timeout: 600_000,
  });
  if (status === expected) return;
  console.error(`the command ended with status ${status}; expected was ${expected}`);
  process.exit(1);
}

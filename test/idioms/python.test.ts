/** Python has what the other languages have, as a component on the simulated board: requests, panics, starter apps. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { templatesOf } from "../../generator/src/build/app-templates.js";
import { type Board, onBoard } from "../support/component-board.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { requireTool } from "../support/toolchain.js";
import { asynchronous, python } from "./asking/python.js";

type World = "command" | "reactor";
const told = ["info answer 42", "info heard anybody?", "info no answer"];

/** Of the questions; a second build of the same source is not made. */
function built(world: World, context: Parameters<typeof buildApp>[1], source = python[world]): string {
  requireTool("componentize-py", context);
  const folder = temporaryFolder();
  const { path } = python;
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), source);
  const build = { lang: "python", sources: [path] };
  const manifest = { name: "app", version: "0.1.0", world: `ocre:app/${world}`, module: "build/app.wasm", build };
  writeFileSync(join(folder, "ocre.json"), JSON.stringify({ ...manifest, requires: [] }));
  buildApp(folder, context);
  return folder;
}

it.for(["command", "reactor"] as const)("requests in a %s", { timeout: 300_000 }, (world, context) => {
  expect(onBoard(built(world, context))).toEqual([...told, world === "command" ? "exited 0" : "stopped"]);
});

it("asyncio in a command, with an exception at the end", { timeout: 300_000 }, (context) => {
  const line = asynchronous.split("\n").findIndex((l) => l.includes("raise RuntimeError")) + 1;
  expect(onBoard(built("command", context, asynchronous))).toEqual([
    ...told,
    ...["quick", "slow", "quick", "slow"].map((name) => `info ${name}`),
    "info late",
    `error RuntimeError: out of paint (app.py:${line})`,
    "trap",
  ]);
});

const lineOf = (statement: string): number => python.command.split("\n").findIndex((l) => l.includes(statement)) + 1;

it.for([
  ["an exception", "trace", "RuntimeError: out of paint", "raise RuntimeError", "trap"],
  ["a failed assertion", "debug", "AssertionError: all is told", "assert level", "trap"],
  // What the host refuses is an error that the app returns, which carries no reason.
  ["a refusal", "warn", "DeniedError: denied", 'topics.subscribe("denied"', "failed"],
] as const)(
  "%s is one line of the log, and the end",
  {
    timeout: 300_000,
  },
  ([, threshold, said, statement, end], context) => {
    const line = `error ${said} (app.py:${lineOf(statement)})`;
    expect(onBoard(built("command", context), { threshold })).toEqual([line, end]);
  },
);

/** A button that bounces for 8 ms when it is pressed, as in test/templates. */
const presses: Board["presses"] = [
  [100, "button", 1],
  [105, "button", 0],
  [108, "button", 1],
  [300, "button", 0],
  [500, "button", 1],
  [600, "button", 0],
];

const starters: Readonly<Record<string, readonly string[]>> = {
  button: ["0 led0 0", "128 led0 1", "info led0 on", "520 led0 0", "info led0 off", "stopped"],
  pubsub: [...[1, 2, 3, 4, 5].map((n) => `info received ${n}`), "stopped"],
  command: ["info published", "exited 0"],
};

// That is examples/blinky-python, which has a test.
const tried = templatesOf("python").filter((template) => template !== "blinky");

it.for(tried)("the starter app %s does what it does in every language", { timeout: 300_000 }, (template, context) => {
  requireTool("componentize-py", context);
  const cwd = temporaryFolder();
  const made = ocrekit(["new", "python", "app", "--template", template], { cwd });
  expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
  const app = join(cwd, "app");
  buildApp(app, context);
  expect(onBoard(app, { presses })).toEqual(starters[template]);
});

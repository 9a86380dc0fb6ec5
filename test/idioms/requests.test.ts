/** Requests with functions for their replies, in every language: a reply, and none in time; in commands and in reactors. */
import { expect, it } from "vitest";
import { coreLanguages } from "../support/core-languages.js";
import { runSource } from "../support/run-source.js";
import type { Asking } from "./asking/asking.js";
import { assemblyscript } from "./asking/assemblyscript.js";
import { c } from "./asking/c.js";
import { cpp } from "./asking/cpp.js";
import { d } from "./asking/d.js";
import { go } from "./asking/go.js";
import { rust } from "./asking/rust.js";
import { typescript } from "./asking/typescript.js";
import { zig } from "./asking/zig.js";

const asking: Readonly<Record<string, Asking>> = { assemblyscript, c, cpp, d, go, rust, typescript, zig };

const cases = coreLanguages.flatMap((language) =>
  (["command", "reactor"] as const).map((world) => [language, world] as const),
);

it.for(cases)("%s, %s", { timeout: 300_000 }, ([language, world], context) => {
  const app = asking[language];
  if (app === undefined) throw new Error(`no app in ${language}`);
  const { path, options } = app;
  const allow = ["messaging.request(test/#)"];
  const source = { language, path, source: app[world], world, allow, ...(options === undefined ? {} : { options }) };
  const ran = runSource(source, context);
  expect(ran).toMatchObject({
    logs: ["info answer 42", "info heard anybody?", "info no answer"],
    ended: [world === "command" ? "exited 0" : "stopped"],
    denied: [],
  });
});

/** What is true of generated D alone: the example of its page, and the width of lines, for which Debian has no formatter. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { cases, generateCase } from "../../../support/golden.js";
import { repository, requireTool } from "../../../support/toolchain.js";
import { coreGuests, ourWorld, withApp } from "../core-guests.js";

const { d } = coreGuests;

it("the example of the SDK's page compiles", { timeout: 300_000 }, (context) => {
  requireTool(d.tool, context);
  const page = readFileSync(join(repository, "sdk-templates/d/README.md"), "utf8");
  const text = /^```d\n(.*?)^```$/ms.exec(page)?.[1] ?? "";
  expect(text).toContain("struct App");
  const files = withApp(d, ourWorld(d, "reactor").files, text);
  expect(d.checkStrict(new Map([["page", files]])).get("page")).toBe("");
});

it("no line is longer than 120 columns, but for what cannot be broken", async () => {
  const compiled = cases.filter((name) => name !== "unsupported");
  const all = await Promise.all(compiled.map(async (name) => (await generateCase(name, "d")).files));
  const long = [...all.flat(), ...ourWorld(d, "reactor").files]
    .filter((f) => f.path.endsWith(".d"))
    .flatMap((f) => f.text.split("\n"))
    .filter(
      (line) =>
        line.length > 120 && !/^\s*(\/\/|pragma|@|import |return to_)|alias part_.* = |value = wit.load!/.test(line),
    );
  expect(long).toEqual([]);
});

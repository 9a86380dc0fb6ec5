/** What is true of generated D alone: the width of lines, for which Debian has no formatter. */
import { expect, it } from "vitest";
import { cases, generateCase } from "../../../support/golden.js";
import { coreGuests, ourWorld } from "../core-guests.js";

const { d } = coreGuests;

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

/** A WIT may name our packages without a copy of them: what is missing is added, and nothing else. */
import { describe, expect, it } from "vitest";
import { missingPackages } from "../../../generator/src/graph/builtin-packages.js";

const group = (path: string, text: string) => ({ path, files: [{ path, text }] });
const ours = [
  group("app.wit", "/// Worlds.\npackage ocre:app@0.1.0;\nworld w { import ocre:gpio/lines@0.1.0; }"),
  group("gpio.wit", "package ocre:gpio@0.1.0;\ninterface lines { use ocre:system/types@0.1.0.{error}; }"),
  group("system.wit", "package ocre:system@0.1.0;\ninterface types {}"),
  group("storage.wit", "package ocre:storage@0.1.0;\ninterface kv {}"),
];
const added = (...own: ReturnType<typeof group>[]) => missingPackages(own, ours).map(({ path }) => path);

describe("packages that a WIT names and does not bring", () => {
  it("are added, with what they name in turn", () => {
    expect(added(group("mine.wit", "package acme:relay;\nworld app { include ocre:app/w@0.1.0; }"))).toEqual([
      "app.wit",
      "gpio.wit",
      "system.wit",
    ]);
  });

  it("are none when nothing of ours is named", () => {
    expect(added(group("mine.wit", "package acme:relay;\nworld app { import wasi:io/streams@0.2.0; }"))).toEqual([]);
  });

  it("are not added beside a copy of the user's", () => {
    const copy = group("deps/gpio.wit", "package ocre:gpio@0.1.0;\ninterface lines {}");
    expect(added(group("mine.wit", "package acme:relay;\nworld app { import ocre:gpio/lines@0.1.0; }"), copy)).toEqual(
      [],
    );
  });
});

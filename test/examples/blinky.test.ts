/** examples/blinky-c, blinky-cpp, blinky-as, blinky-zig, blinky-rust, blinky-go, blinky-ts and their like: one behaviour in every language. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exampleCopy } from "../support/example.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { buildApp, runApps } from "../support/run-app.js";
import { repository } from "../support/toolchain.js";

const blinks = Array.from({ length: 21 }, (_, i) => `${i * 100} led0 ${i % 2}`);
const examples = readdirSync(join(repository, "examples")).filter((name) => name.startsWith("blinky-"));
/** A component has no place on this host; its own test runs it. */
const onThisHost = examples
  .filter((name) => name !== "blinky-python")
  .map((name) => ({ name, folder: exampleCopy(name) }));

/** Bytes of the language of an app, as README.md has them. */
function documented(folder: string): number {
  const { build }: { readonly build: { readonly lang: string } } = JSON.parse(
    readFileSync(join(folder, "ocre.json"), "utf8"),
  );
  const page = readFileSync(join(repository, "README.md"), "utf8");
  const row = page.split("\n").find((line) => line.startsWith("|") && line.includes(`| \`${build.lang}\` `));
  return Number(row?.split("|")[4]?.replaceAll(",", ""));
}

describe("blinky", () => {
  it.for(onThisHost)("in examples/$name blinks led0 ten times", { timeout: 300_000 }, ({ folder }, context) => {
    buildApp(folder, context);
    const { status, ended, denied, lines } = runApps([folder], join(temporaryFolder(), "lines.jsonl"), []);
    expect({ status, ended, denied, lines }).toEqual({ status: 0, ended: ["stopped"], denied: [], lines: blinks });
  });

  it.for(onThisHost)("in examples/$name is as large as README.md says", { timeout: 300_000 }, ({ folder }, context) => {
    buildApp(folder, context);
    const { size } = statSync(join(folder, "build/app.wasm"));
    // Some compilers come from the system, in the version that it has.
    expect(Math.abs(size / documented(folder) - 1)).toBeLessThan(0.05);
  });

  it.for(onThisHost)(
    "in examples/$name is not started without its grant",
    { timeout: 300_000 },
    ({ folder }, context) => {
      buildApp(folder, context);
      const { status, ended, refused } = runApps([folder], join(temporaryFolder(), "lines.jsonl"), [
        "--deny",
        "gpio.write(led0)",
      ]);
      expect({ status, ended, refused }).toEqual({ status: 11, ended: [], refused: ["policy/required-denied"] });
    },
  );
});

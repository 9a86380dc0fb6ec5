/** Small apps stay small: the sizes that the project aims at, and a distance to wit-bindgen's guests. */
import { readFileSync } from "node:fs";
import { describe, expect, it, type TestContext } from "vitest";
import { runtimes } from "../compile/assemblyscript.js";
import { inCi } from "../support/toolchain.js";
import { type AppName, benchApps, demoAims, mostOfPeer, smallAims } from "./apps.js";
import { type Guest, ourGuest } from "./guests.js";
import { memoryOf } from "./memory.js";
import { optimised } from "./optimise.js";
import { peers } from "./peers.js";

const small: readonly (keyof typeof smallAims)[] = ["empty", "blinky", "publish"];
const timeout = 600_000;

const exportsOf = (wasm: Uint8Array<ArrayBuffer>) =>
  WebAssembly.Module.exports(new WebAssembly.Module(wasm)).map((e) => e.name);
const importsOf = (wasm: Uint8Array<ArrayBuffer>) =>
  WebAssembly.Module.imports(new WebAssembly.Module(wasm)).map((i) => `${i.module} ${i.name}`);

const expected = {
  empty: [],
  blinky: [
    "ocre:gpio/lines@0.1.0 [static]output.open",
    "ocre:gpio/lines@0.1.0 [method]output.toggle",
    "ocre:system/monotonic-clock@0.1.0 wait-for",
  ],
  publish: ["ocre:messaging/bus@0.1.0 publish"],
} as const;

/** A module; without the compiler the test fails in CI, and is skipped elsewhere. */
async function pathOf(guest: Guest, app: AppName, context: TestContext): Promise<string> {
  const built = await guest.build(benchApps[app]);
  if (built.ok) return built.path;
  if (!built.missing || inCi) throw new Error(`${guest.title}, ${app}: ${built.why}`);
  return context.skip(built.why);
}

const moduleOf = async (guest: Guest, app: AppName, context: TestContext) =>
  new Uint8Array(readFileSync(await pathOf(guest, app, context)));

const weightOf = async (guest: Guest, app: AppName, context: TestContext): Promise<number> =>
  readFileSync(await optimised(await moduleOf(guest, app, context))).length;

describe.each(small)("%s in C", (app) => {
  it("is as small as it should be, and can be shrunk", { timeout }, async (context) => {
    const wasm = await moduleOf(ourGuest("c"), app, context);
    expect(importsOf(wasm)).toEqual(expected[app]);
    expect(exportsOf(wasm)).toEqual(
      expect.arrayContaining(["memory", "ocre:app/run@0.1.0#run", "__heap_base", "__data_end"]),
    );
    expect(wasm.length).toBeLessThanOrEqual(smallAims[app]);
  });
});

describe.each(runtimes)("AssemblyScript with the runtime %s", (runtime) => {
  it("imports nothing but what the app calls", { timeout }, async (context) => {
    const guest = ourGuest("assemblyscript", new Map([["runtime", runtime]]));
    for (const app of small) {
      expect(
        importsOf(await moduleOf(guest, app, context))
          .filter((name) => !name.includes("[resource-drop]"))
          .toSorted(),
      ).toEqual([...expected[app]].toSorted());
    }
  });
});

describe.each(Object.entries(demoAims))("the demo world in %s", (language, aim) => {
  it(`is at most ${aim} bytes, and works`, { timeout }, async (context) => {
    const guest = ourGuest(language);
    expect(await weightOf(guest, "demo", context)).toBeLessThanOrEqual(aim);
    // `memoryOf` throws when the app makes other calls than those of the other languages.
    const path = await pathOf(guest, "demo", context);
    // Half a megabyte of messages, in the 64 KiB of one page.
    expect(await memoryOf(benchApps.demo, language, { path, makes: "core" }, 25)).toMatchObject({
      start: 65_536,
      end: 65_536,
    });
  });
});

describe.each(peers.filter((peer) => peer.peer?.counts))("beside $title", (peer) => {
  it(`ours is at most ${100 * mostOfPeer} % of it in each app`, { timeout }, async (context) => {
    for (const app of [...small, "demo"] as const) {
      const ours = await weightOf(ourGuest(peer.language), app, context);
      const theirs = await weightOf(peer, app, context);
      expect(ours / theirs, app).toBeLessThanOrEqual(mostOfPeer);
    }
  });
});

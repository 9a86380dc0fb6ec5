/** The apps in wit-bindgen's C: the same compiler and flags as ours, with the libc that its `malloc` comes from. */
import { join } from "node:path";
import { sourcesOf } from "./apps.js";
import type { Guest } from "./guests.js";
import { kept } from "./kept.js";
import { partsOf, run, toolsFor } from "./wit-bindgen.js";

const flags = [
  "--target=wasm32-wasi",
  "-mexec-model=reactor",
  "-mcpu=mvp",
  "-Oz",
  "-flto",
  "-Wl,--strip-all",
  "-Wl,--gc-sections",
  "-Wl,--export=__heap_base",
  "-Wl,--export=__data_end",
  "-Wl,-z,stack-size=4096",
];

export const witBindgenC: Guest = {
  title: "wit-bindgen C",
  language: "c",
  peer: { counts: true },
  async build(app) {
    const tools = toolsFor(["wit-bindgen", "zig"]);
    if ("ok" in tools) return tools;
    const [generator, zig] = tools;
    if (generator === undefined || zig === undefined) throw new Error("two tools were asked for");
    const versions = [run(generator, ["--version"], { folder: "." }), run(zig, ["version"], { folder: "." })];
    const parts = [...versions, ...flags, ...partsOf(app, "wit-bindgen-c")];
    const path = await kept("wit-bindgen-c", "app.wasm", parts, (folder) => {
      // Without the object file with the type of the component, which a device does not get.
      const options = ["--world", app.world, "--no-object-file", "--out-dir", "."];
      run(generator, ["c", app.wit, ...options], { folder });
      const source = join(sourcesOf(app, "wit-bindgen-c"), "guest.c");
      run(zig, ["cc", ...flags, "-I.", "-o", "app.wasm", `${app.world}.c`, source], { folder });
    });
    return { ok: true, path, makes: "core" };
  },
};

/** Echo guests of wit-bindgen's C: what others generate for the same WIT has to agree with every host as well. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cache, findTool, howToGet, type Tool } from "../support/toolchain.js";
import { casesOf } from "./cases.js";
import { guestOf } from "./guest-of.js";
import type { GuestBuilder } from "./guests.js";
import type { Subject } from "./subject.js";

/** Not of the registry, and no column of the matrix unless it is asked for. */
export const witBindgenC: GuestBuilder = {
  id: "wit-bindgen-c",
  title: "wit-bindgen C",
  makes: "core",
  does: ["echo"],
  build(subject) {
    const generator = findTool("wit-bindgen");
    const zig = findTool("zig");
    if (generator === undefined || zig === undefined) {
      const why = generator === undefined ? howToGet["wit-bindgen"] : howToGet.zig;
      return Promise.resolve({ ok: false, missing: true, why });
    }
    const built = build(subject, generator, zig);
    return Promise.resolve(
      "why" in built
        ? { ok: false, missing: false, why: built.why }
        : { ok: true, guest: guestOf("wit-bindgen-c", "core", built.path, subject) },
    );
  },
};

function build(subject: Subject, generator: Tool, zig: Tool): { readonly path: string } | { readonly why: string } {
  const text = subject.componentWit;
  const key = createHash("sha256").update(`4 ${subject.world}\n${text}`).digest("hex").slice(0, 24);
  const folder = join(cache, "conformance/guests/wit-bindgen-c", key);
  const path = join(folder, "app.wasm");
  if (existsSync(path)) return { path };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "world.wit"), text);
  const run = (tool: Tool, args: readonly string[]): string | undefined => {
    const done = spawnSync(tool.command, [...tool.args, ...args], { cwd: folder, encoding: "utf8", timeout: 240_000 });
    return done.status === 0 ? undefined : `${done.stdout}${done.stderr}`;
  };
  const generated = run(generator, [
    "c",
    "world.wit",
    "--world",
    subject.world,
    "--no-object-file",
    "--autodrop-borrows",
    "yes",
    "--out-dir",
    ".",
  ]);
  if (generated !== undefined) return { why: `wit-bindgen: ${generated}` };
  const name = subject.world.replaceAll("-", "_");
  writeFileSync(join(folder, "echo.c"), echo(readFileSync(join(folder, `${name}.h`), "utf8"), name, subject));
  const flags = ["--target=wasm32-wasi", "-mexec-model=reactor", "-Os", "-w", "-Wl,--strip-all", "-Wl,--gc-sections"];
  const compiled = run(zig, ["cc", ...flags, "-I.", "-o", "app.wasm", `${name}.c`, "echo.c"]);
  return compiled === undefined ? { path } : { why: `zig: ${compiled}` };
}

/**
 * Bodies for all exports of a generated header. Parameters and results are numbers, handles, or pointers to structs of
 * the canonical layout; those of an import and of the export beside it differ in their names only.
 */
function echo(header: string, world: string, subject: Subject): string {
  // Who has objects of its own, or nobody behind it, says nothing.
  const silent = casesOf(subject).flatMap(({ fn, behaviour }) => {
    const group = subject.plan.groups.find((g) => g.functions.includes(fn));
    if (behaviour.kind === "echo" || group === undefined) return [];
    return [
      `_${[group.name, ...fn.name.split(/[[\].]+/)]
        .filter((part) => part !== "")
        .join("_")
        .replaceAll("-", "_")}`,
    ];
  });
  const declared = [...header.matchAll(/^(extern )?([\w ]+?\*?) ?(\w+)\(([^;{]*)\);$/gm)].map(
    ([, extern, type = "", name = "", params = ""]) => ({
      isExtern: extern !== undefined,
      type,
      name,
      params: params === "void" ? [] : params.split(", "),
    }),
  );
  const imports = new Map(declared.filter((d) => !d.name.startsWith("exports_")).map((d) => [d.name, d]));
  const bodies = declared.flatMap((d) => {
    if (d.isExtern || !d.name.startsWith("exports_") || d.name.endsWith("_free") || /_drop_(own|borrow)$/.test(d.name))
      return [];
    const twin = imports.get(d.name.slice("exports_".length));
    const names = d.params.map((p) => /(\w+)$/.exec(p)?.[1] ?? "");
    const args = d.params.map((p, i) => (p.includes("*") ? `(void *)${names[i]}` : names[i]));
    const returns = d.type.trim() === "void" ? "" : "return ";
    const body =
      twin === undefined || silent.some((end) => d.name.endsWith(end))
        ? "__builtin_trap();"
        : `${returns}${twin.name}(${args.join(", ")});`;
    return [`${d.type} ${d.name}(${d.params.length === 0 ? "void" : d.params.join(", ")}) { ${body} }`];
  });
  return `#include "${world}.h"\nvoid __component_type_object_force_link_${world}(void) {}\n${bodies.join("\n")}\n`;
}

/** The Cargo package around the modules: its root, its manifest, and how rustfmt and the compiler treat it. */
import type { Context } from "../../backend/contract.js";
import { banner } from "../../emit/banner.js";
import { code, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { docText } from "../../emit/docs.js";
import type { FileSet } from "../../emit/files.js";
import { readRuntimeManifest, runtimeFiles } from "../../emit/runtime.js";
import { comment } from "./comment.js";
import { placesOf } from "./places.js";

/** Modules of the runtime that need a word more than `pub mod`. */
const modules: Readonly<Record<string, { readonly attributes?: readonly string[]; readonly use?: string }>> = {
  abi: { attributes: ["#[doc(hidden)]"] },
  allocator: {
    attributes: [`#[cfg(all(target_arch = "wasm32", feature = "allocator", not(feature = "std")))]`],
  },
  failed: { use: "pub use failed::Failed;" },
  flags: {},
  handle: { use: "pub use handle::{Borrowed, Object};" },
  local: { use: "pub use local::Local;" },
  memory: { attributes: [`#[cfg(all(target_arch = "wasm32", feature = "realloc"))]`] },
  panic: { attributes: [`#[cfg(all(target_arch = "wasm32", feature = "panic-handler", not(feature = "std")))]`] },
  hal_delay: { use: `#[cfg(feature = "embedded-hal")]\npub use hal_delay::Delay;` },
  on_message: { attributes: ["#[doc(hidden)]"] },
  on_timer: { attributes: ["#[doc(hidden)]"] },
  report: { attributes: [`#[cfg(all(target_arch = "wasm32", feature = "panic-handler", not(feature = "std")))]`] },
};
const hidden = new Set([
  "allocator",
  "callbacks",
  "decimal",
  "failed",
  "flags",
  "hal",
  "hal_delay",
  "io_files",
  "io_tcp",
  "local",
  "memory",
  "panic",
  "report",
]);

/** A panic is told where there is a log; functions are kept where something calls them. */
export function runtime({ plan }: Context): readonly string[] {
  const imports = (name: string): boolean =>
    plan.groups.some((g) => g.direction === "import" && g.module.replace(/@.*$/, "") === name);
  const without = new Set([
    imports("ocre:system/log") ? "src/panic.rs" : "src/report.rs",
    ...(imports("ocre:storage/files") || imports("ocre:sockets/tcp") ? [] : ["src/io.rs"]),
    ...(imports("ocre:system/log") || imports("ocre:messaging/bus") ? [] : ["src/decimal.rs"]),
    ...(imports("ocre:system/timers") || imports("ocre:messaging/bus") ? [] : ["src/callbacks.rs"]),
  ]);
  return (readRuntimeManifest("rust")?.files ?? []).map(({ path }) => path).filter((path) => !without.has(path));
}

export function packageFiles(cx: Context): FileSet {
  const head = (style: "//" | "#"): string => banner(style, cx.version, cx.plan.sources.join(", "));
  return [
    { path: "Cargo.toml", text: `${head("#")}\n${manifest(cx)}` },
    { path: "rustfmt.toml", text: `${head("#")}\n${rustfmt}` },
    { path: "flags.txt", text: `${head("#")}\n${flags}` },
    { path: "src/lib.rs", text: `${root(cx, head("//")).text}\n` },
  ];
}

function root(cx: Context, head: string): Fragment {
  const own = runtimeFiles("rust", cx.version, { only: runtime(cx), plan: cx.plan })
    .map(({ path }) => path.replace(/^src\/|\.rs$/g, ""))
    .toSorted();
  const declared = own.map((name) => {
    const { attributes = [] } = modules[name] ?? {};
    return lines([...attributes, `${hidden.has(name) ? "" : "pub "}mod ${name};`]);
  });
  const uses = own.flatMap((name) => modules[name]?.use ?? []);
  const docs = docText(cx.plan.world.docs);
  return paragraphs([
    lines([
      head,
      comment(docs === "" ? undefined : docs, {
        mark: "//!",
        fallback: `What world \`${cx.plan.world.name}\` offers, and what an app implements of it.`,
      }),
    ]),
    code`
    #![cfg_attr(not(feature = "std"), no_std)]
    #![deny(missing_docs, warnings)]
    // Names, shapes and documentation are those of the WIT.
    #![allow(
        ${["rustdoc::all", ...allowed].map((lint, i) => (i < allowed.length ? `${lint},` : lint))}
    )]`,
    "extern crate alloc;",
    lines(declared),
    ...(uses.length === 0 ? [] : [lines(uses)]),
    ...namespaces(cx),
  ]);
}

/** What clippy says of names, of shapes and of text, which the WIT has chosen; and of casts of enums to their numbers. */
const allowed: readonly string[] = [
  // Elsewhere than in wasm the functions of two interfaces may have one name.
  "clashing_extern_declarations",
  "clippy::disallowed_names",
  "clippy::doc_markdown",
  "clippy::doc_lazy_continuation",
  "clippy::enum_variant_names",
  "clippy::iter_not_returning_iterator",
  "clippy::len_without_is_empty",
  "clippy::many_single_char_names",
  "clippy::match_same_arms",
  "clippy::missing_errors_doc",
  "clippy::missing_safety_doc",
  "clippy::module_inception",
  "clippy::must_use_candidate",
  "clippy::needless_pass_by_value",
  "clippy::new_ret_no_self",
  "clippy::new_without_default",
  "clippy::return_self_not_must_use",
  "clippy::self_named_constructors",
  "clippy::should_implement_trait",
  "clippy::similar_names",
  "clippy::struct_excessive_bools",
  "clippy::struct_field_names",
  "clippy::too_many_arguments",
  "clippy::too_many_lines",
  "clippy::type_complexity",
  "clippy::upper_case_acronyms",
  "clippy::wrong_self_convention",
];

interface Branch {
  readonly parts: Map<string, Branch>;
  isFile: boolean;
}

/** Nested modules, in the order of the plan. */
function namespaces(cx: Context): readonly Fragment[] {
  const tree: Branch = { parts: new Map(), isFile: false };
  for (const { segments } of placesOf(cx)) {
    let at = tree;
    for (const segment of segments) {
      const next = at.parts.get(segment) ?? { parts: new Map(), isFile: false };
      at.parts.set(segment, next);
      at = next;
    }
    at.isFile = true;
  }
  const branch = (name: string, { parts, isFile }: Branch, path: readonly string[]): Fragment => {
    if (isFile) return code`pub mod ${name};`;
    const files = [...parts].filter(([, b]) => b.isFile).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const folders = [...parts].filter(([, b]) => !b.isFile);
    const printed = (all: readonly (readonly [string, Branch])[]) => all.map(([n, b]) => branch(n, b, [...path, n]));
    return code`
      /// \`${path.join("::")}\`.
      pub mod ${name} {
          ${paragraphs([lines(printed(files)), ...printed(folders)])}
      }`;
  };
  return [...tree.parts].map(([name, part]) => branch(name, part, [name]));
}

function manifest(cx: Context): string {
  const { world } = cx.plan;
  const name = String(cx.options.get("crate") ?? "sdk");
  const from = `${world.package.namespace}:${world.package.name}/${world.name}`;
  return `[package]
name = "${name}"
version = "${world.package.version ?? "0.1.0"}"
description = "What world ${from} offers to an app, and what an app implements of it"
edition = "2024"
rust-version = "1.85"
license = "Apache-2.0"
keywords = ["webassembly", "wit", "embedded", "no-std", "container"]
categories = ["embedded", "no-std", "wasm", "api-bindings"]

[lib]
name = "sdk"

[features]
default = ["allocator", "panic-handler", "realloc"]
# A small allocator, unless the app brings its own.
allocator = []
# A panic is a line in the log and a trap, unless the app brings its own handler.
panic-handler = []
# That line holds what was formatted into the message, for some kilobytes; otherwise a message of one text, and the place.
panic-message = ["panic-handler"]
# The function by which the host asks for memory; an app that gets no strings and no lists does without.
realloc = []
# The standard library, with its allocator; files and connections are readers and writers of its.
std = []
# Lines are pins of embedded-hal, files and connections are readers and writers of embedded-io.
embedded-hal = ["dep:embedded-hal"]
embedded-io = ["dep:embedded-io"]
# The macros of the crate log write to the log of the device, after 'logger::init'.
log = ["dep:log"]

[dependencies]
embedded-hal = { version = "1.0", optional = true }
embedded-io = { version = "0.7", optional = true }
log = { version = "0.4", optional = true }
`;
}

const rustfmt = `edition = "2024"
use_small_heuristics = "Max"
`;

/** Arguments of the compiler, one a line. */
const flags = `
# Arguments of rustc for the app and for the SDK; a build may read the lines that do not begin with '#'.
#
# mvp and four old extensions: no instruction that a small engine lacks. __heap_base and __data_end let a
# microcontroller host shrink the memory to what the app uses; the stack must hold what the app's own functions need.
--target=wasm32-unknown-unknown
--edition=2024
-Copt-level=z
-Cpanic=abort
-Ccodegen-units=1
-Cstrip=symbols
-Cllvm-args=-inline-threshold=40
-Ctarget-cpu=mvp
-Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext
`;

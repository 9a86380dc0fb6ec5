/** Every word that C++ or the SDK has for itself may be the name of anything in a WIT. */
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import { reserved } from "../../../../generator/src/backends/cpp/names.js";
import { worldId } from "../../../../generator/src/ids.js";
import { checkStrict } from "../../../compile/cpp.js";
import { together } from "../../../compile/strict-clang.js";
import { noDirectives } from "../../../support/graph-of.js";
import { requireTool } from "../../../support/toolchain.js";

const own = [
  "wit",
  "okrt",
  "std",
  "exports",
  "which",
  "val",
  "handle",
  "release",
  "reset",
  "tag",
  "visit",
  "get",
  "create",
  "destroy",
  "rep",
];
const words = [...reserved, ...own, "value", "made", "app", "area", "result", "status", "option", "expected"]
  .map((word) => word.toLowerCase().replaceAll("_", "-"))
  .filter((word, i, all) => all.indexOf(word) === i);
const each = (text: (word: string) => string): string => words.map((word) => text(`%${word}`)).join("\n  ");

const wit = `package std:class;
interface records {
  ${each((w) => `record ${w} { ${w}: u8, text: string }`)}
  ${each((w) => `call-${w.slice(1)}: func(${w}: ${w}) -> ${w};`)}
}
interface variants {
  ${each((w) => `variant ${w} { ${w}(string), other }`)}
  ${each((w) => `call-${w.slice(1)}: func(${w}: ${w}) -> result<${w}, ${w}>;`)}
  variant all { ${words.map((w) => `%${w}(u8)`).join(", ")} }
  all-of: func(all: all) -> all;
}
interface enums {
  enum all { ${words.map((w) => `%${w}`).join(", ")} }
  ${words.map((w, i) => `flags g${i} { %${w} }`).join("\n  ")}
  use-all: func(all: all) -> all;
}
interface resources {
  ${each((w) => `resource ${w} { constructor(name: string); f: static func(${w}: ${w}) -> ${w}; }`)}
}
interface functions {
  resource r {
    ${each((w) => `${w}: func(${w}: string) -> string;`)}
  }
  ${each((w) => `${w}: func(${w}: string) -> string;`)}
}
${words.map((w) => `interface %${w} { use records.{%${w} as a}; f: func(a: a) -> a; }`).join("\n")}
world all-words {
  import records;
  import variants;
  import enums;
  import resources;
  import functions;
  ${each((w) => `import ${w};`)}
  export records;
  export variants;
  export enums;
  export resources;
  export functions;
  ${each((w) => `export ${w};`)}
}`;

it("compiles in every standard, without a warning", { timeout: 300_000 }, (context) => {
  const { graph, diagnostics } = loadWitSources([{ path: "words.wit", text: wit }]);
  if (graph === undefined) throw new Error(diagnostics.map((d) => d.message).join("; "));
  const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
  const { files } = generate(backend, plan, { stubs: "echo" });
  requireTool("zig", context);
  expect(together(checkStrict(new Map([["words", files]])))).toBe("");
});

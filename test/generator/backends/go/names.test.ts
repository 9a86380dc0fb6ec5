/** Names in Go: initialisms, words that Go or the printers have taken, and packages that would hide each other. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/go/backend.js";
import { names } from "../../../../generator/src/backends/go/names.js";
import type { SymbolPath } from "../../../../generator/src/emit/names.js";
import { checkStrict } from "../../../compile/go.js";
import { requireTool } from "../../../support/toolchain.js";

const at: Omit<SymbolPath, "kind" | "name"> = {
  package: { namespace: "a", name: "b" },
  interface: "c",
  exported: false,
  direction: "import",
};

describe("spelling", () => {
  it.each([
    ["type", "ip-address", "IPAddress"],
    ["type", "ipv4-address", "IPv4Address"],
    ["type", "constructor", "Constructor"],
    ["field", "scope-id", "ScopeID"],
    ["field", "error", "Error_"],
    ["param", "type", "type_"],
    ["param", "len", "len_"],
    ["param", "err", "err_"],
    ["param", "import-x", "importX_"],
    ["param", "timeout-ms", "timeoutMs"],
  ] as const)("%s %s is %s", (kind, name, spelled) => {
    expect(names.spell({ ...at, kind, name })).toBe(spelled);
  });

  it.each([
    ["free", "connect-tls", "ConnectTLS"],
    ["static", "open", "OpenFile"],
    ["static", "connect", "FileConnect"],
    ["constructor", "file", "NewFile"],
    ["method", "seek", "Seek_"],
    ["method", "close", "Close_"],
    ["method", "read", "Read"],
  ] as const)("the %s function %s is %s", (func, name, spelled) => {
    expect(names.spell({ ...at, kind: "func", func, parent: "file", name })).toBe(spelled);
  });
});

function generated(wit: string) {
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-"));
  try {
    writeFileSync(join(folder, "world.wit"), wit);
    const { files, diagnostics } = generateFromWit(backend, {
      wit: folder,
      shownAs: "wit",
      stubs: "echo",
      undirected: "allow",
    });
    expect(diagnostics).toEqual([]);
    return files;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe("packages", () => {
  it("go by what their names leave free", () => {
    const files = generated(`package a:b;
interface %interface { f: func(); }
interface main { f: func(); }
interface timer-handler { enum reason { x } f: func(r: reason); }
world w {
  import a:vendor/i; import c:b/i; import c:d/i@1.0.0; import c:d/i@2.0.0;
  import %interface; import main; export timer-handler; import g: func();
}
package a:vendor { interface i { f: func(); } }
package c:b { interface i { f: func(); } }
package c:d@1.0.0 { interface i { f: func(); } }
package c:d@2.0.0 { interface i { f: func(); } }`);
    const folders = files.map((f) => f.path).filter((path) => /\/.*\.go$/.test(path) && !path.startsWith("wit/"));
    expect(folders).toEqual([
      "a-b/interface_/interface.go",
      "a-b/main_/main.go",
      "a-vendor/i/i.go",
      "c-b/i/i.go",
      "c-d-1.0.0/i/i.go",
      "c-d-2.0.0/i/i.go",
      "exports/a-b/timerhandler/timerhandler.go",
      "world/world.go",
    ]);
  });

  it("get another name in a file that has theirs in use", { timeout: 300_000 }, (context) => {
    requireTool("go", context);
    const files = generated(`package a:b;
interface types { record point { x: u8 } }
interface runtime { use types.{point}; unsafe: func(types: point, wit: string, runtime: list<string>) -> result<string, point>; }
world w { import runtime; export runtime; }`);
    expect(checkStrict(new Map([["w", files]])).get("w")).toBe("");
  });
});

describe("comments", () => {
  it("are as gofmt leaves them, whatever the WIT says", { timeout: 300_000 }, (context) => {
    requireTool("go", context);
    const docs = [
      "  Indented, and ''quoted''  twice.",
      "# A heading",
      "- a list",
      "  - inside",
      "1. numbers",
      "",
      "",
      "[a]: https://example.org",
      "go:build x",
      "\\tcode?",
      "```",
      "x  :=  1",
      "",
      "\\ty",
      "```",
      "+build linux",
      "Deprecated: no",
      "",
    ];
    const comment = docs.map((line) => `/// ${line.replace("\\t", "\t")}`).join("\n");
    const files = generated(`${comment}\npackage a:b;
${comment}
interface i {
${comment}
record r {
${comment}
x: u8,
y: u8 }
${comment}
enum e {
${comment}
c, d }
${comment}
variant v {
${comment}
c(u8), d }
${comment}
resource h {
${comment}
constructor();
${comment}
m: func(e: e) -> r; }
${comment}
f: func(v: v);
}
${comment}
world w { import i; export i; }`);
    expect(checkStrict(new Map([["w", files]])).get("w")).toBe("");
  });
});

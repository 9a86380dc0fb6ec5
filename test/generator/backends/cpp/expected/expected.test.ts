/** What functions with a result return in C++: std::expected of a real C++ library, and elsewhere a class with the same functions. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../../generator/src/backend/from-wit.js";
import { linkModule } from "../../../../compile/cpp.js";
import { startGuest } from "../../../../support/running-guest.js";
import { repository, requireTool } from "../../../../support/toolchain.js";
import { type Context, coreGuests, fromText, withApp } from "../../core-guests.js";

const { cpp } = coreGuests;

const wit = `package test:results;
interface calls {
  enum problem { full, broken }
  record pair { a: u32, b: string }
  variant why { code(u32), text(string) }
  resource file {
    open: static func(name: string) -> result<file, problem>;
    size: func() -> result<u32, problem>;
    all: func() -> result<list<file>, why>;
  }
  check: func(n: u32) -> result<_, problem>;
  read: func() -> result<string, why>;
  get: func(n: u32) -> result<pair, string>;
  number: func(n: u32) -> result<u32>;
  both: func(n: u32) -> result;
  nested: func() -> result<result<u32, problem>, option<u32>>;
}
world app {
  use calls.{why};
  import calls;
  export size: func(name: string) -> result<u32, why>;
  export kept: func(name: string) -> u32;
  export trial: func(n: u32) -> u32;
  export must: func(n: u32) -> u32;
  export get: func(n: u32) -> u32;
}`;

const source = readFileSync(new URL("app.cpp", import.meta.url), "utf8");

interface Library {
  readonly realloc: "arena" | "libc";
  readonly standard: "c++20" | "c++23";
  /** Whether the class is that of the library. */
  readonly std: boolean;
}

const libraries: readonly Library[] = [
  { realloc: "arena", standard: "c++20", std: false },
  { realloc: "arena", standard: "c++23", std: false },
  { realloc: "libc", standard: "c++20", std: false },
  { realloc: "libc", standard: "c++23", std: true },
];

const link = ({ realloc, standard, std }: Library, text: string, context: Context) => {
  const { files } = fromText(cpp, wit, { options: new Map([["realloc", realloc]]) });
  const flags = [`-std=${standard}`, ...(std ? ["-DWANTS_STD"] : []), "-Wall", "-Wextra", "-Wconversion", "-Werror"];
  return linkModule(requireTool("zig", context), withApp(cpp, files, text), flags);
};

describe.each(libraries)("$standard with memory of $realloc", (library) => {
  const start = (context: Context) => {
    const { wasm, messages } = link(library, source, context);
    expect(messages).toBe("");
    const log: string[] = [];
    const guest = startGuest(wasm, (self) => {
      const answer = (at: number, error: number, ...words: readonly number[]): void => {
        self.view().setUint8(at, error);
        for (const [i, word] of words.entries()) self.view().setUint32(at + 4 + 4 * i, word, true);
      };
      const number = (n: number, at: number): void => answer(at, n > 9 ? 1 : 0, n);
      return {
        "test:results/calls": {
          // A name's length is the number of its handle; files of one letter do not open.
          "[static]file.open": (_: number, length: number, at: number) =>
            answer(at, length === 1 ? 1 : 0, length === 1 ? 0 : length),
          "[method]file.size": (handle: number, at: number) => answer(at, handle > 5 ? 1 : 0, handle > 5 ? 1 : 40),
          "[resource-drop]file": (handle: number) => log.push(`drop ${handle}`),
          check: (n: number, at: number) => {
            self.view().setUint8(at, n >= 100 ? 1 : 0);
            self.view().setUint8(at + 1, n === 100 ? 0 : 1);
          },
          number,
          get: (n: number, at: number) => {
            const block = self.call("cabi_realloc", 0, 0, 1, n);
            if (n > 3) answer(at, 1, block, n);
            else answer(at, 0, 500, block, n);
          },
        },
      };
    });
    return { guest, log, imports: WebAssembly.Module.imports(new WebAssembly.Module(new Uint8Array(wasm))) };
  };

  it("goes from a step to the next, or to the end with the error", { timeout: 600_000 }, (context) => {
    const { guest } = start(context);
    const size = (length: number): string => {
      const name = guest.call("cabi_realloc", 0, 0, 1, 16);
      const at = guest.call("size", name, length);
      const [value = 0, first = 0, second = 0] = guest.words(at + 4, 3);
      if (guest.bytes()[at] === 0) return `ok ${value}`;
      return (value & 255) === 0 ? `code ${first}` : `text ${guest.text(first, second)}`;
    };
    expect([3, 1, 6].map(size)).toEqual(["ok 80", "code 7", "text broken"]);
    // Well, failed in the second step, and twice in the first: once there is another try.
    expect([4, 10, 100, 101].map((n) => guest.call("trial", n))).toEqual([4, 2000, 1000, 2000]);
    expect([2, 5].map((n) => guest.call("get", n))).toEqual([502, 5]);
  });

  it("moves a handle through, which is dropped once", { timeout: 600_000 }, (context) => {
    const { guest, log } = start(context);
    expect([3, 6, 1].map((length) => guest.call("kept", 0, length))).toEqual([40, 77, 78]);
    expect(log).toEqual(["drop 3", "drop 6"]);
  });

  it("traps where a value was wanted and is not there, and asks no system for that", {
    timeout: 600_000,
  }, (context) => {
    const { guest, imports } = start(context);
    expect(guest.call("must", 9)).toBe(9);
    expect(() => guest.call("must", 10)).toThrow(WebAssembly.RuntimeError);
    expect(imports.filter(({ module }) => module !== "test:results/calls")).toEqual([]);
  });

  it("is what the test takes it for", { timeout: 600_000 }, (context) => {
    const { messages } = link({ ...library, std: true }, source, context);
    if (library.std) expect(messages).toBe("");
    else expect(messages).toMatch(/no member named 'expected' in namespace 'std'|'expected' file not found/);
  });
});

it("headers that are there without the class do no harm", { timeout: 600_000 }, (context) => {
  const { files } = fromText(cpp, wit);
  const empty = ["version", "expected"].map((name) => ({ path: `library/${name}`, text: "" }));
  const all = [...withApp(cpp, files, source), ...empty];
  const { messages } = linkModule(requireTool("zig", context), all, ["-std=c++23", "-isystemlibrary"]);
  expect(messages).toBe("");
});

it.for(["options-and-results", "imported-resources", "exported-resources", "permissions"])(
  "what is generated passes std::expected on: %s",
  { timeout: 600_000 },
  (name, context) => {
    const { files } = generateFromWit(cpp.backend, {
      wit: join(repository, "test/golden", name, "input"),
      undirected: "allow",
      stubs: "echo",
      options: new Map([["realloc", "libc"]]),
    });
    const text = `${files.find(({ path }) => path === cpp.app)?.text}
#include <type_traits>
static_assert(std::is_same_v<wit::expected<int, char>, std::expected<int, char>>);
`;
    const flags = ["-std=c++23", "-Wall", "-Wextra", "-Werror"];
    expect(linkModule(requireTool("zig", context), withApp(cpp, files, text), flags).messages).toBe("");
  },
);

/** Handles in a C++ guest: owners drop, moved owners do not; its own resources stand for objects of the app. */
import { join } from "node:path";
import { planWorld } from "ocrekit/abi";
import { loadWitSources } from "ocrekit/graph";
import { describe, expect, it } from "vitest";
import { generate } from "../../../../generator/src/backend/driver.js";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/cpp/backend.js";
import { worldId } from "../../../../generator/src/ids.js";
import { linkModule } from "../../../compile/cpp.js";
import { noDirectives } from "../../../support/graph-of.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const app = `#include "app.hpp"
using exports::test::counter::counters::counter;

struct counter::rep {
  uint32_t value = 0;
  bool used = false;

  static rep pool[4];
  static counter create(uint32_t start) {
    for (auto &place : pool) {
      if (place.used) continue;
      place.used = true;
      place.value = start;
      return counter(&place);
    }
    __builtin_trap();
  }
  uint32_t increment(uint32_t by) { return value += by; }
  wit::string_view label() {
    char *digit = wit::make<char>(1);
    digit[0] = char('0' + value % 10);
    return {digit, 1};
  }
  static counter join(counter a, rep *b) { return create(a.get()->value + b->value); }
  static void destroy(rep *self) { self->used = false; }
};
constinit counter::rep counter::rep::pool[4];

struct users {
  static uint32_t use_borrowed(wit::borrow<test::counter::logs::sink> s) {
    s->write("hello");
    return 7;
  }
};

TEST_COUNTER_COUNTERS_EXPORT(users);
TEST_COUNTER_USERS_EXPORT(users);
`;

type Call = (name: string, ...args: readonly number[]) => number;

function memoryOf(instance: WebAssembly.Instance): WebAssembly.Memory {
  const memory = instance.exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  return memory;
}

const callerOf =
  (instance: () => WebAssembly.Instance): Call =>
  (name, ...args) => {
    const found = instance().exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  };

const textAt = (memory: WebAssembly.Memory, at: number, len: number): string =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at, len));

function build(golden: string, text: string, context: Parameters<typeof requireTool>[1]): WebAssembly.Module {
  const wit = join(repository, "test/golden", golden, "input");
  const { files } = generateFromWit(backend, { wit, undirected: "allow" });
  const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.cpp", text }]);
  expect(messages).toBe("");
  return new WebAssembly.Module(new Uint8Array(wasm));
}

it("makes, uses, joins and destroys its own, and gives back what it borrowed", { timeout: 300_000 }, (context) => {
  const log: string[] = [];
  const reps = new Map<number, number>();
  let next = 100;
  const call = callerOf(() => instance);
  const instance: WebAssembly.Instance = new WebAssembly.Instance(build("exported-resources", app, context), {
    "[export]test:counter/counters": {
      "[resource-new]counter": (rep: number) => {
        next += 1;
        reps.set(next, rep);
        return next;
      },
      "[resource-rep]counter": (handle: number) => reps.get(handle) ?? 0,
      "[resource-drop]counter": (handle: number) => {
        log.push(`drop counter ${handle}`);
        const rep = reps.get(handle) ?? 0;
        reps.delete(handle);
        call("test:counter/counters#[dtor]counter", rep);
      },
    },
    "test:counter/logs": {
      "[method]sink.write": (handle: number, at: number, len: number) => {
        log.push(`write ${handle} ${textAt(memoryOf(instance), at, len)}`);
      },
      "[resource-drop]sink": (handle: number) => log.push(`drop sink ${handle}`),
    },
  });
  call("_initialize");
  const counters = "test:counter/counters#";
  const rep = (handle: number): number => reps.get(handle) ?? 0;

  const a = call(`${counters}[constructor]counter`, 3);
  const b = call(`${counters}[constructor]counter`, 4);
  expect([a, b]).toEqual([101, 102]);
  expect(rep(a)).not.toBe(rep(b));
  expect(call(`${counters}[method]counter.increment`, rep(a), 2)).toBe(5);

  // `a` was given to the function, whose parameter drops it at its end.
  const joined = call(`${counters}[static]counter.join`, a, rep(b));
  expect(log).toEqual(["drop counter 101"]);
  expect(call(`${counters}[method]counter.increment`, rep(joined), 0)).toBe(9);

  const area = call(`${counters}[method]counter.label`, rep(joined));
  const view = new DataView(memoryOf(instance).buffer);
  expect(textAt(memoryOf(instance), view.getUint32(area, true), view.getUint32(area + 4, true))).toBe("9");
  call(`cabi_post_${counters}[method]counter.label`, area);

  log.length = 0;
  expect(call("test:counter/users#use-borrowed", 42)).toBe(7);
  expect(log).toEqual(["write 42 hello", "drop sink 42"]);
});

describe("an imported handle", () => {
  const start = (body: string, context: Parameters<typeof requireTool>[1]): readonly string[] => {
    const text = `#include "app.hpp"
using test::bucket::stores::bucket;
bucket kept;
OKRT_EXPORT("go") void go() {
  ${body}
}
`;
    const log: string[] = [];
    let next = 0;
    const instance: WebAssembly.Instance = new WebAssembly.Instance(build("imported-resources", text, context), {
      "test:bucket/stores": {
        "[constructor]bucket": (at: number, len: number) => {
          next += 1;
          log.push(`open ${next} ${textAt(memoryOf(instance), at, len)}`);
          return next;
        },
        "[method]bucket.put": (self: number) => log.push(`put ${self}`),
        "[static]bucket.merge": (a: number, b: number, ret: number) => {
          log.push(`merge ${a} ${b}`);
          const view = new DataView(memoryOf(instance).buffer);
          view.setUint8(ret, 0);
          view.setUint32(ret + 4, 9, true);
        },
        largest: (at: number, len: number, ret: number) => {
          const view = new DataView(memoryOf(instance).buffer);
          log.push(`largest ${Array.from({ length: len }, (_, i) => view.getUint32(at + 4 * i, true)).join(" ")}`);
          view.setUint8(ret, 1);
          view.setUint32(ret + 4, 8, true);
        },
        "[resource-drop]bucket": (handle: number) => log.push(`drop ${handle}`),
      },
    });
    const call = callerOf(() => instance);
    call("_initialize");
    call("go");
    return log;
  };

  it("is dropped at the end of its owner, and only there", { timeout: 300_000 }, (context) => {
    expect(start('bucket a("x"); bucket b(wit::move(a)); b.put("k", wit::bytes_of("v"));', context)).toEqual([
      "open 1 x",
      "put 1",
      "drop 1",
    ]);
  });

  it("lives on in a global object, and is dropped when another takes its place", { timeout: 300_000 }, (context) => {
    expect(start('kept = bucket("x"); kept = bucket("y");', context)).toEqual(["open 1 x", "open 2 y", "drop 1"]);
  });

  it("belongs to the function that it was moved into, and comes back in a result", { timeout: 300_000 }, (context) => {
    const body = 'bucket a("a"); bucket b("b"); { auto c = bucket::merge(wit::move(a), b); c->put("k", {}); }';
    expect(start(body, context)).toEqual(["open 1 a", "open 2 b", "merge 1 2", "put 9", "drop 9", "drop 2"]);
  });

  it("is an owner in an option, too", { timeout: 300_000 }, (context) => {
    const body = `bucket a("a");
  const wit::borrow<bucket> both[] = {a, a};
  if (const bucket found = test::bucket::stores::largest(both)) found.put("k", {});`;
    expect(start(body, context)).toEqual(["open 1 a", "largest 1 1", "put 8", "drop 8", "drop 1"]);
  });
});

describe("handles of several", () => {
  const shelf = `package test:shelf;
interface shelf {
  resource book { constructor(number: u32); number: func() -> u32; }
  record pair { left: book, right: book }
  all: func() -> list<book>;
  find: func(number: u32) -> option<book>;
  store: func(books: list<book>, best: option<book>);
  swap: func(books: list<book>) -> result<list<book>, u32>;
  both: func() -> pair;
}
world app { import shelf; }`;

  const start = (body: string, context: Parameters<typeof requireTool>[1]): readonly string[] => {
    const { graph } = loadWitSources([{ path: "shelf.wit", text: shelf }]);
    if (graph === undefined) throw new Error("the WIT is wrong");
    const { plan } = planWorld(graph, noDirectives, worldId(0), { side: "guest", profile: backend.profile });
    const text = `#include "app.hpp"\nusing namespace test::shelf::shelf;\nOKRT_EXPORT("go") void go() { ${body} }\n`;
    const { files } = generate(backend, plan);
    const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.cpp", text }]);
    expect(messages).toBe("");
    const log: string[] = [];
    let next = 20;
    const view = () => new DataView(memoryOf(instance).buffer);
    const words = (values: readonly number[]): number => {
      const at = call("cabi_realloc", 0, 0, 4, values.length * 4);
      values.forEach((value, i) => {
        view().setUint32(at + 4 * i, value, true);
      });
      return at;
    };
    const heard = (at: number, len: number): string =>
      Array.from({ length: len }, (_, i) => view().getUint32(at + 4 * i, true)).join(" ");
    const call = callerOf(() => instance);
    const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
      "test:shelf/shelf": {
        "[constructor]book": () => ++next,
        "[method]book.number": (self: number) => log.push(`number ${self}`),
        "[resource-drop]book": (handle: number) => log.push(`drop ${handle}`),
        all: (ret: number) => {
          view().setUint32(ret, words([11, 12, 13]), true);
          view().setUint32(ret + 4, 3, true);
        },
        find: (number: number, ret: number) => {
          view().setUint8(ret, number === 0 ? 0 : 1);
          view().setUint32(ret + 4, number, true);
        },
        store: (at: number, len: number, some: number, best: number) =>
          log.push(`store ${heard(at, len)}, ${some === 1 ? best : "none"}`),
        swap: (at: number, len: number, ret: number) => {
          log.push(`swap ${heard(at, len)}`);
          view().setUint8(ret, len === 0 ? 1 : 0);
          view().setUint32(ret + 4, words([31]), true);
          view().setUint32(ret + 8, 1, true);
        },
        both: (ret: number) => {
          view().setUint32(ret, 41, true);
          view().setUint32(ret + 4, 42, true);
        },
      },
    });
    call("_initialize");
    call("go");
    return log;
  };

  it("are dropped with their list, but for those that were moved out", { timeout: 300_000 }, (context) => {
    const body = "book mine; { auto books = all(); books[1].number(); mine = wit::move(books[0]); } mine.number();";
    expect(start(body, context)).toEqual(["number 12", "drop 12", "drop 13", "number 11", "drop 11"]);
  });

  it("go to the function that takes their list", { timeout: 300_000 }, (context) => {
    const body = "book two[] = {book(5), book(6)}; store(two, book(7)); store({}, {});";
    expect(start(body, context)).toEqual(["store 21 22, 23", "store , none"]);
    const back =
      "book one[] = {book(5)}; auto got = swap(one); for (auto &b : *got) b.number(); store(*wit::move(got), {});";
    expect(start(back, context)).toEqual(["swap 21", "number 31", "store 31, none"]);
    expect(start("auto got = swap({}); if (!got) book(1).number();", context)).toEqual([
      "swap ",
      "number 21",
      "drop 21",
    ]);
  });

  it("are owners that may be empty, in an option", { timeout: 300_000 }, (context) => {
    const body = "for (unsigned i = 0; i < 3; i++) if (book found = find(i)) found.number();";
    expect(start(body, context)).toEqual(["number 1", "drop 1", "number 2", "drop 2"]);
  });

  it("are numbers inside of a record, until someone takes them", { timeout: 300_000 }, (context) => {
    expect(start("pair two = both(); two.left.take().number();", context)).toEqual(["number 41", "drop 41"]);
  });
});

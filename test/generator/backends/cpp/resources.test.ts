/** Imported handles in a C++ guest: owners drop, moved owners do not, in lists, options and results too. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { startGuest } from "../../../support/running-guest.js";
import { repository } from "../../../support/toolchain.js";
import { type Context, coreGuests, fromText, linkClean, withApp } from "../core-guests.js";

const { cpp } = coreGuests;

describe("an imported handle", () => {
  const start = (body: string, context: Context): readonly string[] => {
    const text = `#include "app.hpp"
using test::bucket::stores::bucket;
bucket kept;
OKRT_EXPORT("go") void go() {
  ${body}
}
`;
    const wit = join(repository, "test/golden/imported-resources/input");
    const { files, plan } = generateFromWit(cpp.backend, { wit, undirected: "allow" });
    if (plan === undefined) throw new Error("there is no plan");
    const log: string[] = [];
    let next = 0;
    const guest = startGuest(linkClean(cpp, withApp(cpp, files, text), plan, context), (self) => ({
      "test:bucket/stores": {
        "[constructor]bucket": (at: number, len: number) => {
          next += 1;
          log.push(`open ${next} ${self.text(at, len)}`);
          return next;
        },
        "[method]bucket.put": (handle: number) => log.push(`put ${handle}`),
        "[static]bucket.merge": (a: number, b: number, ret: number) => {
          log.push(`merge ${a} ${b}`);
          self.view().setUint8(ret, 0);
          self.view().setUint32(ret + 4, 9, true);
        },
        largest: (at: number, len: number, ret: number) => {
          log.push(`largest ${self.words(at, len).join(" ")}`);
          self.view().setUint8(ret, 1);
          self.view().setUint32(ret + 4, 8, true);
        },
        "[resource-drop]bucket": (handle: number) => log.push(`drop ${handle}`),
      },
    }));
    guest.call("go");
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

  const start = (body: string, context: Context): readonly string[] => {
    const text = `#include "app.hpp"\nusing namespace test::shelf::shelf;\nOKRT_EXPORT("go") void go() { ${body} }\n`;
    const { files, plan } = fromText(cpp, shelf);
    const log: string[] = [];
    let next = 20;
    const guest = startGuest(linkClean(cpp, withApp(cpp, files, text), plan, context), ({ view, words, lend }) => ({
      "test:shelf/shelf": {
        "[constructor]book": () => ++next,
        "[method]book.number": (self: number) => log.push(`number ${self}`),
        "[resource-drop]book": (handle: number) => log.push(`drop ${handle}`),
        all: (ret: number) => {
          view().setUint32(ret, lend([11, 12, 13]), true);
          view().setUint32(ret + 4, 3, true);
        },
        find: (number: number, ret: number) => {
          view().setUint8(ret, number === 0 ? 0 : 1);
          view().setUint32(ret + 4, number, true);
        },
        store: (at: number, len: number, some: number, best: number) =>
          log.push(`store ${words(at, len).join(" ")}, ${some === 1 ? best : "none"}`),
        swap: (at: number, len: number, ret: number) => {
          log.push(`swap ${words(at, len).join(" ")}`);
          const list = lend([31]);
          view().setUint8(ret, len === 0 ? 1 : 0);
          view().setUint32(ret + 4, list, true);
          view().setUint32(ret + 8, 1, true);
        },
        both: (ret: number) => {
          view().setUint32(ret, 41, true);
          view().setUint32(ret + 4, 42, true);
        },
      },
    }));
    guest.call("go");
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

/** Memory between a Go guest and its host: the collector may run at any call, and nobody's bytes go while they are read. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { requireTool } from "../../../support/toolchain.js";
import { linkApp, type Running, start } from "./app.js";

const wit = `package test:memory;
interface source {
  text: func(len: u32) -> string;
  send: func(title: string, all: list<string>, numbers: list<u64>, maybe: option<string>) -> string;
}
world app {
  import source;
  export keep: func(len: u32);
  export intact: func() -> u32;
  export made: func(count: u32) -> list<string>;
  export send: func(count: u32) -> string;
  export from-stack: func() -> u32;
  export heard: func(payload: list<u8>) -> u32;
  export sum: func(all: list<list<u16>>) -> u32;
}`;

const app = `package main

import (
	"strings"

	"ocre.local/sdk/exports/world"
	"ocre.local/sdk/memory/source"
	"ocre.local/sdk/wit"
)

var kept []string

func init() {
	world.Export(world.Handlers{Keep: keep, Intact: intact, Made: made, Send: send, FromStack: fromStack, Heard: heard, Sum: sum})
}

func keep(size uint32) { kept = append(kept, source.Text(size)) }

func intact() (count uint32) {
	for i, text := range kept {
		if strings.Count(text, string(rune('a'+i%26))) == len(text) {
			count++
		}
	}
	return count
}

func made(count uint32) (all []string) {
	for i := range count {
		all = append(all, strings.Repeat(string(rune('a'+i%26)), 1000))
	}
	return all
}

func send(count uint32) string {
	numbers := make([]uint64, count)
	for i := range numbers {
		numbers[i] = uint64(i)
	}
	return source.Send("the "+strings.Repeat("t", int(count)), made(count), numbers, wit.Some(strings.Repeat("m", 100)))
}

// The stack has grown, and the collector makes it small again while the host is called.
func fromStack() uint32 {
	size := make(chan int)
	go func() {
		deep(100)
		size <- len(source.Text(24))
	}()
	return uint32(<-size)
}

func deep(n int) int {
	var frame [64]int
	frame[n%64] = n
	if n == 0 {
		return frame[0]
	}
	return deep(n-1) + frame[n%64]
}

func heard(payload []byte) uint32 { return uint32(len(payload)) + uint32(payload[len(payload)-1]) }

func sum(all [][]uint16) (total uint32) {
	for _, list := range all {
		for _, n := range list {
			total += uint32(n)
		}
	}
	return total
}

func main() {}
`;

/** The host makes the guest's collector run before it looks at anything. */
function collect(guest: Running): void {
  for (let i = 0; i < 40; i++) {
    const at = guest.call("cabi_realloc", 0, 0, 8, 1 << 20);
    guest.bytes(at, 1 << 20).fill(0xaa);
  }
}

function run(context: Parameters<typeof requireTool>[1]) {
  const go = requireTool("go", context);
  const folder = mkdtempSync(join(tmpdir(), "ocrekit-"));
  try {
    writeFileSync(join(folder, "world.wit"), wit);
    const { wasm } = linkApp(go, "app", app, folder);
    const sent: unknown[] = [];
    let texts = 0;
    const guest = start(wasm, (self) => ({
      "test:memory/source text": (length, area) => {
        if (length === 24) collect(self);
        const letter = String.fromCharCode(97 + (texts++ % 26));
        self.store(Number(area), self.give(letter.repeat(Number(length))));
        return undefined;
      },
      "test:memory/source send": (...args) => {
        collect(self);
        const [
          at = 0,
          length = 0,
          list = 0,
          count = 0,
          numbers = 0,
          numberCount = 0,
          some,
          maybe = 0,
          maybeLength = 0,
        ] = args.map(Number);
        const words = self.words(list, count * 2);
        sent.push({
          title: self.text(at, length),
          all: Array.from({ length: count }, (_, i) => self.text(words[2 * i] ?? 0, words[2 * i + 1] ?? 0)),
          numbers: [...new BigUint64Array(self.memory.buffer, numbers >>> 0, numberCount)].map(Number),
          maybe: some === 1 ? self.text(maybe, maybeLength) : undefined,
        });
        self.store(Number(args[9]), self.give("thanks"));
        return undefined;
      },
    }));
    return { guest, sent };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const letters = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, i) => String.fromCharCode(97 + (i % 26)).repeat(1000));

it("texts from the host belong to the app, and outlive the call", { timeout: 300_000 }, (context) => {
  const { guest } = run(context);
  for (let i = 0; i < 50; i++) guest.call("keep", 10_000 + i);
  guest.call("keep", 0);
  collect(guest);
  for (let i = 0; i < 20; i++) guest.call("made", 50);
  expect(guest.call("intact")).toBe(51);
});

it("what the host reads stays where it is while it reads", { timeout: 300_000 }, (context) => {
  const { guest, sent } = run(context);
  const area = guest.call("send", 30);
  const numbers = Array.from({ length: 30 }, (_, i) => i);
  expect(sent).toEqual([{ title: `the ${"t".repeat(30)}`, all: letters(30), numbers, maybe: "m".repeat(100) }]);
  const [at = 0, length = 0] = guest.words(area, 2);
  expect(guest.text(at, length)).toBe("thanks");
  guest.call("cabi_post_send", area);
  guest.call("cabi_post_send", guest.call("send", 0));
  expect(sent[1]).toEqual({ title: "the ", all: [], numbers: [], maybe: "m".repeat(100) });
});

it("nothing of it is on a stack, which may move", { timeout: 300_000 }, (context) => {
  const { guest } = run(context);
  expect(guest.call("from-stack")).toBe(24);
});

it("what an export returned stays until the host has read it", { timeout: 300_000 }, (context) => {
  const { guest } = run(context);
  const area = guest.call("made", 40);
  collect(guest);
  const [list = 0, count = 0] = guest.words(area, 2);
  const words = guest.words(list, count * 2);
  const texts = Array.from({ length: count }, (_, i) => guest.text(words[2 * i] ?? 0, words[2 * i + 1] ?? 0));
  expect(texts).toEqual(letters(40));
  guest.call("cabi_post_made", area);
});

it("blocks go with the values that they became: 3,000 messages need no more than 12 MB", {
  timeout: 300_000,
}, (context) => {
  const { guest } = run(context);
  for (let i = 0; i < 3000; i++) {
    const at = guest.call("cabi_realloc", 0, 0, 1, 20_000);
    guest.bytes(at, 20_000).fill(i % 200);
    expect(guest.call("heard", at, 20_000)).toBe(20_000 + (i % 200));
  }
  expect(guest.memory.buffer.byteLength).toBeLessThan(12 << 20);
});

it("lists of lists are converted, and their blocks given up", { timeout: 300_000 }, (context) => {
  const { guest } = run(context);
  for (let round = 0; round < 500; round++) {
    const outer = guest.call("cabi_realloc", 0, 0, 4, 80);
    for (let i = 0; i < 10; i++) {
      const inner = guest.call("cabi_realloc", 0, 0, 2, 2000);
      new Uint16Array(guest.memory.buffer, inner, 1000).fill(i);
      guest.store(outer + 8 * i, [inner, 1000]);
    }
    expect(guest.call("sum", outer, 10)).toBe(45_000);
  }
  expect(guest.memory.buffer.byteLength).toBeLessThan(12 << 20);
});

it("cabi_realloc aligns, keeps what was there, and traps where there is no more", { timeout: 300_000 }, (context) => {
  const { guest } = run(context);
  expect(guest.call("cabi_realloc", 0, 0, 8, 0)).toBe(8);
  const [at, length] = guest.give("abc");
  expect(at % 8).toBe(0);
  const larger = guest.call("cabi_realloc", at, length, 1, 100);
  expect(guest.text(larger, 3)).toBe("abc");
  expect(() => guest.call("cabi_realloc", 0, 0, 1, -8)).toThrow(WebAssembly.RuntimeError);
});

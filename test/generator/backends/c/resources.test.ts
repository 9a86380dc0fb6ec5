/** Handles in a C guest: its own resources stand for structs of the app, borrowed ones end with the call. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/c/backend.js";
import { linkModule } from "../../../compile/c.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const app = `#include "app.h"
struct test_counter_counters_counter_rep { uint32_t value; bool used; };
static struct test_counter_counters_counter_rep pool[4];

test_counter_counters_counter_t test_counter_counters_counter_new(uint32_t start) {
  for (int i = 0; i < 4; i++) {
    if (pool[i].used) continue;
    pool[i].used = true;
    pool[i].value = start;
    return test_counter_counters_counter_own(&pool[i]);
  }
  __builtin_trap();
}
void test_counter_counters_counter_destroy(struct test_counter_counters_counter_rep *self) { self->used = false; }
uint32_t test_counter_counters_counter_increment(struct test_counter_counters_counter_rep *self, uint32_t by) { return self->value += by; }
wit_string_t test_counter_counters_counter_label(struct test_counter_counters_counter_rep *self) {
  static char digit[1];
  digit[0] = (char)('0' + (char)(self->value % 10));
  return wit_string_make(digit, 1);
}
test_counter_counters_counter_t test_counter_counters_counter_join(test_counter_counters_counter_t a, struct test_counter_counters_counter_rep *b) {
  uint32_t sum = test_counter_counters_counter_rep(a)->value + b->value;
  test_counter_counters_counter_drop(a);
  return test_counter_counters_counter_new(sum);
}
uint32_t test_counter_users_use_borrowed(test_counter_logs_sink_t s) {
  test_counter_logs_sink_write(s, WIT_STRING("hello"));
  return 7;
}
TEST_COUNTER_APP_WORLD_EXPORT();
`;

it("makes, uses, joins and destroys its own, and gives back what it borrowed", { timeout: 300_000 }, (context) => {
  const wit = join(repository, "test/golden/exported-resources/input");
  const { files } = generateFromWit(backend, { wit });
  const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.c", text: app }]);
  expect(messages).toBe("");

  const log: string[] = [];
  const reps = new Map<number, number>();
  let next = 100;
  const instance: WebAssembly.Instance = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm)), {
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
        const memory = instance.exports["memory"];
        if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
        log.push(`write ${handle} ${textAt(memory, at, len)}`);
      },
      "[resource-drop]sink": (handle: number) => log.push(`drop sink ${handle}`),
    },
  });
  const call = (name: string, ...args: readonly number[]): number => {
    const found = instance.exports[name];
    if (typeof found !== "function") throw new Error(`no export '${name}'`);
    return Number(found(...args));
  };
  const counters = "test:counter/counters#";
  const rep = (handle: number): number => reps.get(handle) ?? 0;

  const a = call(`${counters}[constructor]counter`, 3);
  const b = call(`${counters}[constructor]counter`, 4);
  expect([a, b]).toEqual([101, 102]);
  expect(rep(a)).not.toBe(rep(b));
  expect(call(`${counters}[method]counter.increment`, rep(a), 2)).toBe(5);

  const joined = call(`${counters}[static]counter.join`, a, rep(b));
  expect(log).toEqual(["drop counter 101"]);
  expect(call(`${counters}[method]counter.increment`, rep(joined), 0)).toBe(9);
  // The struct of the one that was dropped is free again.
  expect(rep(joined)).toBeLessThan(rep(b));

  const area = call(`${counters}[method]counter.label`, rep(joined));
  const memory = instance.exports["memory"];
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("no memory");
  const view = new DataView(memory.buffer);
  expect(textAt(memory, view.getUint32(area, true), view.getUint32(area + 4, true))).toBe("9");
  call(`cabi_post_${counters}[method]counter.label`, area);

  log.length = 0;
  expect(call("test:counter/users#use-borrowed", 42)).toBe(7);
  expect(log).toEqual(["write 42 hello", "drop sink 42"]);
});

const textAt = (memory: WebAssembly.Memory, at: number, len: number): string =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at, len));

/** Handles in a D guest: its own resources stand for structs of the app, borrowed ones end with the call. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/d/backend.js";
import { linkModule } from "../../../compile/d.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const app = `module app;

static import sdk, wit;
import exports.test.counter.counters : CounterHandle = Counter;
import test.counter.logs;

__gshared App.counters.Counter[4] pool;

struct App
{
    struct counters
    {
        struct Counter
        {
            uint value;
            bool used;

            static CounterHandle make(uint start)
            {
                foreach (ref one; pool)
                {
                    if (one.used)
                        continue;
                    one = Counter(start, true);
                    return CounterHandle.own(&one);
                }
                wit.trap();
            }

            uint increment(uint by)
            {
                value += by;
                return value;
            }

            const(char)[] label()
            {
                auto digit = wit.arena.make!char(1);
                digit[0] = cast(char)('0' + value % 10);
                return digit;
            }

            static CounterHandle join(CounterHandle a, wit.Rep* b)
            {
                scope (exit)
                    a.close();
                return make(a.rep!Counter().value + b.to!Counter.value);
            }

            void close()
            {
                used = false;
            }
        }
    }

    struct users
    {
        static uint useBorrowed(Sink s)
        {
            s.write("hello");
            return 7;
        }
    }
}

alias exported = sdk.exportApp!App;
`;

it("makes, uses, joins and destroys its own, and gives back what it borrowed", { timeout: 300_000 }, (context) => {
  requireTool("ldc", context);
  const wit = join(repository, "test/golden/exported-resources/input");
  const { files } = generateFromWit(backend, { wit });
  const { wasm, messages } = linkModule([...files, { path: "app.d", text: app }]);
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
      "[method]sink.write": (handle: number, at: number, len: number) =>
        log.push(`write ${handle} ${textAt(memory(), at, len)}`),
      "[resource-drop]sink": (handle: number) => log.push(`drop sink ${handle}`),
    },
  });
  const memory = (): WebAssembly.Memory => {
    const found = instance.exports["memory"];
    if (!(found instanceof WebAssembly.Memory)) throw new Error("no memory");
    return found;
  };
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

  const area = call(`${counters}[method]counter.label`, rep(joined));
  const view = new DataView(memory().buffer);
  expect(textAt(memory(), view.getUint32(area, true), view.getUint32(area + 4, true))).toBe("9");
  call(`cabi_post_${counters}[method]counter.label`, area);

  log.length = 0;
  expect(call("test:counter/users#use-borrowed", 42)).toBe(7);
  expect(log).toEqual(["write 42 hello", "drop sink 42"]);
});

const textAt = (memory: WebAssembly.Memory, at: number, len: number): string =>
  new TextDecoder().decode(new Uint8Array(memory.buffer, at, len));

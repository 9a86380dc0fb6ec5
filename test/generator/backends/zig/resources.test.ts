/** Handles in a Zig guest: its own resources stand for structs of the app, borrowed ones end with the call. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/zig/backend.js";
import { linkModule } from "../../../compile/zig.js";
import { repository, requireTool } from "../../../support/toolchain.js";

const app = `const sdk = @import("sdk");
const counters = sdk.exports.test_.counter.counters;
const logs = sdk.test_.counter.logs;

pub const panic = sdk.wit.panic;

var pool: [4]App.counters.Counter = @splat(.{});

pub const App = struct {
    pub const counters = struct {
        pub const Counter = struct {
            value: u32 = 0,
            used: bool = false,

            pub fn init(start: u32) sdk.exports.test_.counter.counters.Counter {
                for (&pool) |*one| {
                    if (one.used) continue;
                    one.* = .{ .value = start, .used = true };
                    return .own(one);
                }
                @trap();
            }

            pub fn increment(self: *Counter, by: u32) u32 {
                self.value += by;
                return self.value;
            }

            pub fn label(self: *Counter) []const u8 {
                const digit = sdk.wit.arena.allocator.alloc(u8, 1) catch @trap();
                digit[0] = '0' + @as(u8, @truncate(self.value % 10));
                return digit;
            }

            pub fn join(a: sdk.exports.test_.counter.counters.Counter, b: *sdk.wit.Rep) sdk.exports.test_.counter.counters.Counter {
                defer a.deinit();
                return init(a.rep(Counter).value + b.as(Counter).value);
            }

            pub fn deinit(self: *Counter) void {
                self.used = false;
            }
        };
    };

    pub const users = struct {
        pub fn useBorrowed(s: logs.Sink) u32 {
            s.write("hello");
            return 7;
        }
    };
};

comptime {
    sdk.exportApp(App);
}
`;

it("makes, uses, joins and destroys its own, and gives back what it borrowed", { timeout: 300_000 }, (context) => {
  const wit = join(repository, "test/golden/exported-resources/input");
  const { files } = generateFromWit(backend, { wit });
  const { wasm, messages } = linkModule(requireTool("zig", context), [...files, { path: "app.zig", text: app }]);
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

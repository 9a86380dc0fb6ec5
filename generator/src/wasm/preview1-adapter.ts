/**
 * WASI preview 1 for modules that may not have it: what an app's compiler imports is answered inside of the module,
 * by the interfaces of `ocre:system` where the world has them, and by errors otherwise.
 */
import { type LinkOptions, type LinkResult, linkModules } from "./link.js";
import { readModule } from "./module.js";
import { addClock } from "./preview1-clock.js";
import { errno, preview1Function, preview1Module } from "./preview1-functions.js";
import { addLines } from "./preview1-lines.js";
import { addPoll } from "./preview1-poll.js";
import { type Code, ModuleWriter, op } from "./write-module.js";

/** A core import that the world allows, as in `plan.groups[].functions[].core`. */
export interface AvailableImport {
  readonly module: string;
  readonly field: string;
}

/**
 * Replaces a module's imports of preview 1; a module without them is linked alone, which drops what it does not use.
 *
 * @example
 * const available = plan.groups.flatMap(({ functions }) =>
 *   functions.flatMap(({ role, core }) => (role === "guest-import" ? [core] : [])),
 * );
 * const result = linkPreview1(bytes, available);
 */
export function linkPreview1(
  bytes: Uint8Array,
  available: readonly AvailableImport[],
  options: LinkOptions = {},
): LinkResult {
  const { imports, exports } = readModule(bytes);
  const needed = [...new Set(imports.flatMap(({ module, name }) => (module === preview1Module ? [name] : [])))];
  if (needed.length === 0) return linkModules([{ name: "main", bytes }], options);
  const unknown = needed.find((name) => preview1Function(name) === undefined);
  if (unknown !== undefined) return { ok: false, reason: `WASI preview 1 has no function '${unknown}'` };
  const memory = exports.find(({ type }) => type.kind === "memory")?.name;
  if (memory === undefined) return { ok: false, reason: "the module exports no memory" };
  const hasAllocator = exports.some(({ name }) => name === allocator);
  const adapter = preview1Adapter(needed, available, memory, hasAllocator);
  const parts = [
    { name: "main", bytes },
    { name: preview1Module, bytes: adapter },
  ];
  if (!hasAllocator) return linkModules(parts, options);
  const { keepExport = (_, part) => part === "main" } = options;
  return linkModules(parts, {
    keepExport: (name, part) =>
      name === allocator ? part === preview1Module && keepExport(name, "main") : keepExport(name, part),
  });
}

const allocator = "cabi_realloc";

/**
 * A module that exports the needed functions of preview 1 and imports the memory of `main`. Clocks, waiting, random
 * numbers, and lines on descriptors 1 and 2 go to `ocre:system` as far as it is available. Without a clock, time is a
 * counter; without `random` there are no random numbers; without `log` output is swallowed. There are no files, no
 * arguments and no variables. `proc_exit` traps. With `hasAllocator` the module has a `cabi_realloc` around that of
 * `main`: while it runs, and a runtime may collect its garbage then, the clocks stand still, because no import may be
 * called.
 */
export function preview1Adapter(
  needed: readonly string[],
  available: readonly AvailableImport[],
  memory = "memory",
  hasAllocator = false,
): Uint8Array {
  const module = new ModuleWriter();
  const imported = {
    now: find(available, "monotonic-clock", "now"),
    waitFor: find(available, "monotonic-clock", "wait-for"),
    systemNow: find(available, "system-clock", "now"),
    random: find(available, "random", "get-random-u64"),
    log: find(available, "log", "log"),
  };
  const use = (core: AvailableImport | undefined, params: string, results: string): number | undefined => {
    if (core === undefined) return undefined;
    const types = (letters: string) => Array.from(letters, (letter) => (letter === "I" ? "i64" : "i32"));
    return module.importFunction(core.module, core.field, { params: types(params), results: types(results) });
  };
  const [now, waitFor] = [use(imported.now, "", "I"), use(imported.waitFor, "I", "i")];
  const [systemNow, random] = [use(imported.systemNow, "i", ""), use(imported.random, "", "I")];
  const log = use(imported.log, "iiiii", "");
  const realloc = hasAllocator ? module.importFunction("main", allocator, allocatorType) : undefined;
  module.importMemory("main", memory, 1);

  const clock = addClock(module, now, systemNow);
  if (realloc !== undefined) addAllocator(module, realloc, clock.allocating);
  const lines = log === undefined ? undefined : addLines(module, log);
  const ok = op.i32(errno.success);
  const bodies: Readonly<Record<string, Code>> = {
    args_sizes_get: [storeZero(0), storeZero(1), ok],
    environ_sizes_get: [storeZero(0), storeZero(1), ok],
    clock_res_get: [op.get(1), op.i64(1n), op.store64(0), ok],
    clock_time_get: [op.get(2), op.get(0), op.call(clock.read), op.store64(0), ok],
    ...(random === undefined ? {} : { random_get: randomBytes(random) }),
    fd_write: writeAll(lines?.write),
    // Asked for around what allocates, where time stands still already.
    adapter_monotonic_clock_set_paused: [],
    proc_exit: [lines === undefined ? [] : op.call(lines.flush), op.trap],
  };
  for (const name of needed) {
    const known = preview1Function(name);
    if (known === undefined) throw new Error(`WASI preview 1 has no function '${name}'`);
    if (name === "poll_oneoff") addPoll(module, clock, waitFor, known.type);
    else {
      const locals = ["i32", "i32", "i64"] as const;
      module.addFunction({ ...known.type, locals, code: bodies[name] ?? op.i32(known.answer), exportAs: name });
    }
  }
  return module.finish();
}

function find(available: readonly AvailableImport[], name: string, field: string): AvailableImport | undefined {
  return available.find((core) => core.field === field && core.module.startsWith(`ocre:system/${name}@`));
}

const allocatorType = { params: ["i32", "i32", "i32", "i32"], results: ["i32"] } as const;

function addAllocator(module: ModuleWriter, realloc: number, allocating: number): void {
  module.addFunction({
    ...allocatorType,
    exportAs: allocator,
    code: [
      [op.i32(1), op.setGlobal(allocating)],
      [[0, 1, 2, 3].map((parameter) => op.get(parameter)), op.call(realloc)],
      [op.i32(0), op.setGlobal(allocating)],
    ],
  });
}

const storeZero = (local: number): Code => [op.get(local), op.i32(0), op.store32(0)];

/** Parameters: buffer, length. Locals: 4 holds bits that were not stored yet. */
function randomBytes(random: number): Code {
  const [buffer, length, bits] = [0, 1, 4];
  const advance = (by: number): Code => [
    [op.get(buffer), op.i32(by), op.add, op.set(buffer)],
    [op.get(length), op.i32(by), op.subtract, op.set(length)],
  ];
  return [
    op.block(
      op.loop(
        [op.get(length), op.i32(8), op.lessUnsigned, op.branchIf(1)],
        [op.get(buffer), op.call(random), op.store64(0)],
        advance(8),
        op.branch(0),
      ),
    ),
    [op.call(random), op.set(bits)],
    op.block(
      op.loop(
        [op.get(length), op.isZero, op.branchIf(1)],
        [op.get(buffer), op.get(bits), op.toI32, op.store8(0)],
        [op.get(bits), op.i64(8n), op.shiftRightUnsigned64, op.set(bits)],
        advance(1),
        op.branch(0),
      ),
    ),
    op.i32(errno.success),
  ];
}

/** Parameters: descriptor, buffers, their number, where the written length goes. Local 4 is that length. */
function writeAll(write: number | undefined): Code {
  const [descriptor, buffers, count, result, total] = [0, 1, 2, 3, 4];
  const buffer = [op.get(buffers), op.load32(0)];
  const length = [op.get(buffers), op.load32(4)];
  return [
    // Only standard output and standard error are there.
    [op.get(descriptor), op.i32(1), op.subtract, op.i32(2), op.greaterOrEqualUnsigned],
    op.when(op.i32(errno.badDescriptor), op.return),
    op.block(
      op.loop(
        [op.get(count), op.isZero, op.branchIf(1)],
        write === undefined ? [] : [op.get(descriptor), buffer, length, op.call(write)],
        [op.get(total), length, op.add, op.set(total)],
        [op.get(buffers), op.i32(8), op.add, op.set(buffers)],
        [op.get(count), op.i32(1), op.subtract, op.set(count)],
        op.branch(0),
      ),
    ),
    [op.get(result), op.get(total), op.store32(0)],
    op.i32(errno.success),
  ];
}

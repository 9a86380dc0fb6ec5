/** The clocks of preview 1 on those of `ocre:system`. */
import { type ModuleWriter, op } from "./write-module.js";

export interface Clock {
  /** `(id) -> ns`. */
  readonly read: number;
  /** `() -> ns` of the monotonic clock. */
  readonly now: number;
  /** A global: time is never before it. Sleeping where nobody may wait moves it on, and the clock catches up. */
  readonly floor: number;
  /** A global: not 0 while the host waits for memory. No import may be called then, and time stands still. */
  readonly allocating: number;
}

/** Of the app's memory that a host call borrows: what lies here is put back after it. */
export const borrowed = 16;

export function addClock(module: ModuleWriter, now: number | undefined, systemNow: number | undefined): Clock {
  // Not 0, which a device's clock may well say at its start: Go takes that for a clock that does not work.
  const floor = module.addGlobal("i64", 1);
  const allocating = module.addGlobal("i32", 0);
  const counter = [op.getGlobal(floor), op.i64(1000n), op.add64, op.setGlobal(floor), op.getGlobal(floor)];
  const clock =
    now === undefined
      ? []
      : [
          [op.getGlobal(allocating), op.when(op.getGlobal(floor), op.return)],
          [op.call(now), op.set(0), op.get(0), op.getGlobal(floor)],
          [op.get(0), op.getGlobal(floor), op.greaterUnsigned64, op.select],
          [op.setGlobal(floor), op.getGlobal(floor)],
        ];
  const monotonic = module.addFunction({
    params: [],
    results: ["i64"],
    locals: ["i64"],
    code: now === undefined ? counter : clock,
  });
  const wall = systemNow === undefined ? monotonic : addWallClock(module, systemNow, { now: monotonic, allocating });
  const read = module.addFunction({
    params: ["i32"],
    results: ["i64"],
    locals: ["i64"],
    code: [[op.call(monotonic), op.set(1)], [op.get(0), op.isZero, op.when(op.call(wall), op.set(1))], op.get(1)],
  });
  return { read, now: monotonic, floor, allocating };
}

/** `now: func() -> result<instant, error-code>`: a tag, at 8 the seconds, at 16 the nanoseconds. */
function addWallClock(module: ModuleWriter, systemNow: number, clock: Pick<Clock, "now" | "allocating">): number {
  const latest = module.addGlobal("i64", 0);
  const words = [0, 8, 16];
  const [saved, time] = [0, 3];
  return module.addFunction({
    params: [],
    results: ["i64"],
    locals: ["i64", "i64", "i64", "i64"],
    code: [
      [op.getGlobal(clock.allocating), op.when(op.getGlobal(latest), op.return)],
      words.map((offset, index) => [op.i32(borrowed), op.load64(offset), op.set(saved + index)]),
      [op.i32(borrowed), op.call(systemNow)],
      [op.i32(borrowed), op.load8(0), op.isZero],
      op.when(
        [op.i32(borrowed), op.load64(8), op.i64(1_000_000_000n), op.multiply64],
        [op.i32(borrowed), op.load32(16), op.toI64Unsigned, op.add64, op.set(time)],
      ),
      words.map((offset, index) => [op.i32(borrowed), op.get(saved + index), op.store64(offset)]),
      // A device that does not know the date counts from its own start.
      [op.get(time), op.isZero64, op.when(op.call(clock.now), op.set(time))],
      [op.get(time), op.setGlobal(latest), op.get(time)],
    ],
  });
}

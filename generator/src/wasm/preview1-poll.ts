/** `poll_oneoff` of preview 1, as far as it is sleeping. */
import type { FunctionType } from "./module.js";
import type { Clock } from "./preview1-clock.js";
import { errno } from "./preview1-functions.js";
import { type ModuleWriter, op } from "./write-module.js";

const subscriptionBytes = 48;

/**
 * Waits until the first of the clocks is due. A handler may not wait: there the clock is moved on, so that sleeping ends
 * in any case. Subscriptions to descriptors never become ready.
 */
export function addPoll(module: ModuleWriter, clock: Clock, waitFor: number | undefined, type: FunctionType): void {
  const [subscription, event, count, written, due, shortest, left, target] = [0, 1, 2, 3, 4, 5, 6, 7];
  const current = [op.get(subscription), op.load32(16), op.call(clock.read)];
  module.addFunction({
    ...type,
    exportAs: "poll_oneoff",
    locals: ["i32", "i64", "i64", "i64"],
    code: [
      op.block(
        op.loop(
          [op.get(count), op.isZero, op.branchIf(1)],
          op.block(
            // The tag says what is waited for; 0 is a clock.
            [op.get(subscription), op.load8(8), op.branchIf(0)],
            [op.get(subscription), op.load64(24), op.set(left)],
            [op.get(subscription), op.load16(40), op.i32(1), op.and],
            op.when(
              [op.get(left), current, op.subtract64, op.i64(0n)],
              [op.get(left), current, op.greaterUnsigned64, op.select, op.set(left)],
            ),
            [op.get(due), op.isZero, op.get(left), op.get(shortest), op.lessUnsigned64, op.or],
            op.when([op.get(subscription), op.set(due)], [op.get(left), op.set(shortest)]),
          ),
          [op.get(subscription), op.i32(subscriptionBytes), op.add, op.set(subscription)],
          [op.get(count), op.i32(1), op.subtract, op.set(count)],
          op.branch(0),
        ),
      ),
      [op.get(due), op.isZero, op.when(op.i32(errno.notSupported), op.return)],
      [op.call(clock.now), op.get(shortest), op.add64, op.set(target)],
      waitFor === undefined
        ? []
        : [op.getGlobal(clock.allocating), op.isZero, op.when(op.get(shortest), op.call(waitFor), op.drop)],
      [op.get(target), op.getGlobal(clock.floor), op.greaterUnsigned64],
      op.when([op.get(target), op.setGlobal(clock.floor)]),
      [op.get(event), op.get(due), op.load64(0), op.store64(0)],
      [8, 16, 24].map((offset) => [op.get(event), op.i64(0n), op.store64(offset)]),
      [op.get(written), op.i32(1), op.store32(0)],
      op.i32(errno.success),
    ],
  });
}

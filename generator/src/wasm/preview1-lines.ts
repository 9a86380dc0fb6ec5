/**
 * What an app writes to standard output and standard error, as lines of the device's log. Runtimes write a line in
 * pieces, so pieces are kept until its end. The adapter has no memory of its own and must not grow the app's, which
 * compilers take for theirs; so a line waits in globals, and changes places with a part of the app's memory while it
 * is worked on.
 */
import { borrowed } from "./preview1-clock.js";
import { type Code, type ModuleWriter, op } from "./write-module.js";

export interface Lines {
  /** `(descriptor, pointer, length)`. */
  readonly write: number;
  /** Ends a line that has no end yet. */
  readonly flush: number;
}

/** Longer lines are cut, as the log itself does. */
const lineBytes = 256;
const level = { info: 2, error: 4 };

export function addLines(module: ModuleWriter, log: number): Lines {
  const words = Array.from({ length: lineBytes / 8 }, () => module.addGlobal("i64"));
  const length = module.addGlobal("i32");
  const lineLevel = module.addGlobal("i32");
  const swap = module.addFunction({
    params: [],
    results: [],
    locals: ["i64"],
    code: words.map((word, index) => [
      [op.i32(borrowed), op.load64(8 * index), op.set(0)],
      [op.i32(borrowed), op.getGlobal(word), op.store64(8 * index)],
      [op.get(0), op.setGlobal(word)],
    ]),
  });
  const cleanText = addCleanText(module);
  const end = [op.i32(borrowed), op.getGlobal(length), op.add];
  const flush = module.addFunction({
    params: [],
    results: [],
    code: [
      [op.getGlobal(length), op.isZero, op.when(op.return)],
      op.call(swap),
      [op.i32(borrowed), end, op.call(cleanText)],
      [op.getGlobal(lineLevel), op.i32(0), op.i32(0), op.i32(borrowed), op.getGlobal(length), op.call(log)],
      op.call(swap),
      [op.i32(0), op.setGlobal(length)],
    ],
  });
  return { write: addWrite(module, { swap, flush, length, lineLevel, end }), flush };
}

interface Line {
  readonly swap: number;
  readonly flush: number;
  readonly length: number;
  readonly lineLevel: number;
  readonly end: Code;
}

function addWrite(module: ModuleWriter, { swap, flush, length, lineLevel, end }: Line): number {
  const [descriptor, pointer, left, byte] = [0, 1, 2, 3];
  const newline = "\n".charCodeAt(0);
  return module.addFunction({
    params: ["i32", "i32", "i32"],
    results: [],
    locals: ["i32"],
    code: [
      [op.i32(level.info), op.i32(level.error), op.get(descriptor), op.i32(1), op.equal, op.select, op.set(descriptor)],
      // A line of the other descriptor ends here.
      [op.get(descriptor), op.getGlobal(lineLevel), op.notEqual, op.when(op.call(flush))],
      [op.get(descriptor), op.setGlobal(lineLevel)],
      op.block(
        op.loop(
          [op.get(left), op.isZero, op.branchIf(1)],
          [op.get(pointer), op.load8(0), op.set(byte)],
          [op.get(byte), op.i32(newline), op.equal],
          op.when(op.call(flush)),
          [op.get(byte), op.i32(newline), op.notEqual],
          [op.getGlobal(length), op.i32(lineBytes), op.lessUnsigned, op.and],
          op.when(op.call(swap), [end, op.get(byte), op.store8(0)], op.call(swap), [
            op.getGlobal(length),
            op.i32(1),
            op.add,
            op.setGlobal(length),
          ]),
          [op.get(pointer), op.i32(1), op.add, op.set(pointer)],
          [op.get(left), op.i32(1), op.subtract, op.set(left)],
          op.branch(0),
        ),
      ),
    ],
  });
}

/** Bytes that are not UTF-8 become `?`: a host ends an app that gives it such text. */
function addCleanText(module: ModuleWriter): number {
  const [at, end, lead, more, value, index] = [0, 1, 2, 3, 4, 5];
  const byteAt = (offset: Code): Code => [op.get(at), offset, op.add, op.load8(0)];
  /** `more` and the bits of the first byte, when it is below `limit`. */
  const sequence = (limit: number, bytes: number, mask: number): Code => [
    [op.get(lead), op.i32(limit), op.lessUnsigned],
    op.when(
      [op.i32(bytes), op.set(more)],
      [op.get(lead), op.i32(mask), op.and, op.set(value)],
      // Out of this `when` and of the block around the choices.
      op.branch(1),
    ),
  ];
  const outside = (least: number, limit: number): Code => [
    [op.get(value), op.i32(least), op.subtract, op.i32(limit - least), op.greaterOrEqualUnsigned],
  ];
  /** Jumps to the replacement, which is `depth` blocks out, unless the value fits its length. */
  const unless = (bytes: number, least: number, limit: number): Code => [
    [op.get(more), op.i32(bytes), op.equal, outside(least, limit), op.and, op.branchIf(0)],
  ];
  return module.addFunction({
    params: ["i32", "i32"],
    results: [],
    locals: ["i32", "i32", "i32", "i32"],
    code: [
      op.block(
        op.loop(
          [op.get(at), op.get(end), op.greaterOrEqualUnsigned, op.branchIf(1)],
          [op.get(at), op.load8(0), op.set(lead)],
          op.block(
            sequence(0x80, 0, 0x7f),
            sequence(0xc2, 4, 0),
            sequence(0xe0, 1, 0x1f),
            sequence(0xf0, 2, 0x0f),
            sequence(0xf5, 3, 0x07),
            [op.i32(4), op.set(more)],
          ),
          op.block(
            op.block(
              [op.get(more), op.i32(4), op.equal, op.branchIf(0)],
              [op.get(at), op.get(more), op.add, op.get(end), op.greaterOrEqualUnsigned, op.branchIf(0)],
              [op.i32(0), op.set(index)],
              op.block(
                op.loop(
                  [op.get(index), op.get(more), op.equal, op.branchIf(1)],
                  [op.get(index), op.i32(1), op.add, op.set(index)],
                  [byteAt(op.get(index)), op.i32(0xc0), op.and, op.i32(0x80), op.notEqual, op.branchIf(2)],
                  [op.get(value), op.i32(64), op.multiply, byteAt(op.get(index)), op.i32(0x3f), op.and, op.or],
                  op.set(value),
                  op.branch(0),
                ),
              ),
              unless(2, 0x800, 0x1_0000),
              unless(3, 0x1_0000, 0x11_0000),
              // Surrogates are no characters.
              [outside(0xd800, 0xe000), op.isZero, op.branchIf(0)],
              [op.get(at), op.get(more), op.add, op.i32(1), op.add, op.set(at)],
              op.branch(1),
            ),
            [op.get(at), op.i32("?".charCodeAt(0)), op.store8(0)],
            [op.get(at), op.i32(1), op.add, op.set(at)],
          ),
          op.branch(0),
        ),
      ),
    ],
  });
}

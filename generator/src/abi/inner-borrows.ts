/**
 * Borrowed handles inside of other values, which a guest receives through an export: they end with the call like those
 * that stand among the parameters. Where native bytes are the canonical bytes, the plan walks the arguments once more;
 * languages that convert values end what they made of them, and those with owners have nothing to do.
 */
import type { TypeId } from "../ids.js";
import { address, type BodyBuilder, core, index, local } from "./body-builder.js";
import type { Address, Expr, MemType } from "./ir.js";

/** Whether the type holds borrowed handles of imported resources. */
export function holdsBorrows(b: BodyBuilder, type: TypeId): boolean {
  const plan = b.type(type);
  if (!plan.hasBorrow) return false;
  const { kind } = plan;
  switch (kind.k) {
    case "handle":
      return kind.mode === "borrow" && b.table.resources[kind.resource]?.direction === "import";
    case "list":
    case "array":
    case "alias":
      return holdsBorrows(b, kind.of);
    case "record":
      return kind.fields.some((f) => holdsBorrows(b, f.type));
    case "variant":
      return kind.cases.some((c) => c.type !== undefined && holdsBorrows(b, c.type));
    default:
      return false;
  }
}

/**
 * Drops the borrows inside of a value by its flat form. Those outside of any case were lifted one by one, and
 * `endBorrows` ends them.
 */
export function endFlat(b: BodyBuilder, type: TypeId, flat: readonly Expr[], inCase = false): void {
  if (!holdsBorrows(b, type)) return;
  const plan = b.type(type);
  const { kind } = plan;
  const [first, second] = flat;
  if (first === undefined) throw new Error("too few flat values");
  switch (kind.k) {
    case "handle":
      if (inCase) b.emit({ op: "dropHandle", resource: kind.resource, of: first });
      return;
    case "list":
      if (second === undefined) throw new Error("a list has a length");
      endEach(b, kind.of, first, second);
      return;
    case "record":
      endFields(
        b,
        kind.fields.map((f) => f.type),
        flat,
        inCase,
      );
      return;
    case "array":
      endFields(
        b,
        Array.from({ length: kind.length }, () => kind.of),
        flat,
        inCase,
      );
      return;
    case "variant": {
      const arms = kind.cases.map((c, i) => ({
        index: i,
        body: b.block(() => {
          if (c.type === undefined) return;
          const slots = b.type(c.type).flat.map((to, slot): Expr => {
            const from = plan.flat[slot + 1];
            const of = flat[slot + 1];
            if (from === undefined || of === undefined)
              throw new Error("a payload has more flat values than its variant");
            return from === to ? of : { op: "bits", from, to, of };
          });
          endFlat(b, c.type, slots, true);
        }),
      }));
      b.emit({ op: "switch", of: first, arms });
      return;
    }
    case "alias":
      endFlat(b, kind.of, flat, inCase);
      return;
    default:
      return;
  }
}

function endFields(b: BodyBuilder, fields: readonly TypeId[], flat: readonly Expr[], inCase: boolean): void {
  let used = 0;
  for (const field of fields) {
    const size = b.type(field).flat.length;
    endFlat(b, field, flat.slice(used, used + size), inCase);
    used += size;
  }
}

/** Drops the borrows inside of a value that lies in memory. */
export function endAt(b: BodyBuilder, type: TypeId, at: Address): void {
  if (!holdsBorrows(b, type)) return;
  const { kind } = b.type(type);
  const word = (mem: MemType, offset = 0): Expr => {
    const to = b.fresh("word", core("i32"));
    b.emit({ op: "load", to, mem, at: { base: at.base, offset: at.offset + offset } });
    return local(to);
  };
  switch (kind.k) {
    case "handle":
      b.emit({ op: "dropHandle", resource: kind.resource, of: word("u32") });
      return;
    case "list":
      endEach(b, kind.of, word("u32"), word("u32", 4));
      return;
    case "record":
      for (const f of kind.fields) endAt(b, f.type, { base: at.base, offset: at.offset + f.offset });
      return;
    case "array": {
      const { size } = b.type(kind.of).layout;
      for (let i = 0; i < kind.length; i++) endAt(b, kind.of, { base: at.base, offset: at.offset + i * size });
      return;
    }
    case "variant": {
      const tag = word(kind.discriminant);
      const arms = kind.cases.map((c, i) => ({
        index: i,
        body: b.block(() => {
          if (c.type !== undefined) endAt(b, c.type, { base: at.base, offset: at.offset + kind.payloadOffset });
        }),
      }));
      b.emit({ op: "switch", of: tag, arms });
      return;
    }
    case "alias":
      endAt(b, kind.of, at);
      return;
    default:
      return;
  }
}

function endEach(b: BodyBuilder, element: TypeId, ptr: Expr, count: Expr): void {
  const block = b.bind("block", address, ptr);
  const i = b.fresh("i", index);
  const body = b.block(() => {
    const slot = b.bind("slot-at", address, { op: "elem", base: block, index: i, stride: b.type(element).layout.size });
    endAt(b, element, { base: slot, offset: 0 });
  });
  b.emit({ op: "times", count, index: i, body });
}

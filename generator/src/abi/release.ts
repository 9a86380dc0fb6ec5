/** Releasing over memory: frees every block that a lowered value owns. The body of `cabi_post_*` with manual storage. */
import type { LocalId, TypeId } from "../ids.js";
import { address, type BodyBuilder, core, index, local } from "./body-builder.js";
import type { Address, MemType } from "./ir.js";

/** Frees what the value at `at` owns; the value's own bytes stay. */
export function releaseAt(b: BodyBuilder, type: TypeId, at: Address): void {
  const plan = b.type(type);
  if (!plan.hasPointers) return;
  const { kind } = plan;
  const word = (hint: string, mem: MemType, offset: number, type_: "address" | "index" | "core"): LocalId => {
    const to = b.fresh(hint, type_ === "address" ? address : type_ === "index" ? index : core("i32"));
    b.emit({ op: "load", to, mem, at: { base: at.base, offset: at.offset + offset } });
    return to;
  };
  switch (kind.k) {
    case "string":
    case "list": {
      const block = word("block", "u32", 0, "address");
      const count = word("count", "u32", 4, "index");
      const element = kind.k === "list" ? b.type(kind.of) : undefined;
      if (kind.k === "list" && element?.hasPointers) releaseEach(b, kind.of, block, { op: "local", id: count });
      b.emit({
        op: "free",
        at: block,
        count: local(count),
        size: element?.layout.size ?? 1,
        align: element?.layout.align ?? 1,
      });
      return;
    }
    case "array":
      releaseEach(b, kind.of, b.pointer("array-at", at), { op: "const", core: "i32", value: kind.length });
      return;
    case "record":
      for (const field of kind.fields) releaseAt(b, field.type, { base: at.base, offset: at.offset + field.offset });
      return;
    case "variant": {
      const tag = word("tag", kind.discriminant, 0, "core");
      const arms = kind.cases.map((c, i) => ({
        index: i,
        body: b.block(() => {
          if (c.type !== undefined) releaseAt(b, c.type, { base: at.base, offset: at.offset + kind.payloadOffset });
        }),
      }));
      b.emit({ op: "switch", of: local(tag), arms });
      return;
    }
    case "alias":
      releaseAt(b, kind.of, at);
      return;
    case "scalar":
    case "flags":
    case "handle":
      return;
  }
}

function releaseEach(
  b: BodyBuilder,
  element: TypeId,
  block: LocalId,
  count: { op: "local"; id: LocalId } | { op: "const"; core: "i32"; value: number },
): void {
  const i = b.fresh("i", index);
  const body = b.block(() => {
    const slot = b.bind("slot-at", address, { op: "elem", base: block, index: i, stride: b.type(element).layout.size });
    releaseAt(b, element, { base: slot, offset: 0 });
  });
  b.emit({ op: "times", count, index: i, body });
}

/** In an echo, values with handles of the app's own resources are made into those with the host's handles, and back. */
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, type Fragment, lines } from "../../emit/code.js";
import { breakable as list } from "../../emit/line-breaks.js";
import type { TypeId } from "../../ids.js";
import { factory, ownClass, resourceRef, runtime } from "./names.js";
import { isNullOption, resultArgs, shapeRef } from "./types.js";

export interface Conversions {
  /** `of`, a value of type `from`, as one of type `to`: the same type of the other direction. */
  convert(from: TypeId, to: TypeId, of: CodeValue): Fragment;
  /** The functions that the calls of `convert` need. */
  functions(): readonly Fragment[];
}

export function conversions(cx: Context): Conversions {
  const made = new Map<string, Fragment>();
  const names = new Map<string, string>();

  function convert(from: TypeId, to: TypeId, of: CodeValue): Fragment {
    const [a, b] = [cx.resolved(from), cx.resolved(to)];
    if (a.id === b.id) return code`${of}`;
    const key = `${a.id} ${b.id}`;
    let name = names.get(key);
    if (name === undefined) {
      // No name of WIT has this sign.
      name = `pass$${names.size}`;
      names.set(key, name);
      made.set(
        key,
        code`
        function ${name}(value: ${cx.typeRef(a.id)}): ${cx.typeRef(b.id)} {
          ${body(a, b)}
        }`,
      );
    }
    return code`${name}(${of})`;
  }

  function body(from: TypePlan, to: TypePlan): Fragment {
    const { kind } = from;
    const target = to.kind;
    if (kind.k === "handle" && target.k === "handle") return handle(from, to);
    if (kind.k === "list" && target.k === "list" && kind.map) return map(from, to);
    if (kind.k === "list" && target.k === "list") return items(kind.of, target.of, (array) => code`return ${array};`);
    if (kind.k === "array" && target.k === "array") {
      const item = cx.typeRef(target.of);
      return items(kind.of, target.of, (array) => code`return StaticArray.fromArray<${item}>(${array});`);
    }
    if (kind.k === "record" && target.k === "record") {
      const fields = kind.fields.map((f, i) => {
        const name = kind.shape === "tuple" ? `_${i}` : cx.names.member(from.id, i);
        return convert(f.type, target.fields[i]?.type ?? f.type, `value.${name}`);
      });
      return code`return ${list(code`new ${shapeRef(to, cx)}(`, fields, ")")};`;
    }
    if (kind.k === "variant" && target.k === "variant") return variant(from, to);
    throw new Error("the two types differ in more than their handles");
  }

  function handle(from: TypePlan, to: TypePlan): Fragment {
    if (from.kind.k !== "handle" || to.kind.k !== "handle") throw new Error("no handles");
    const { resource, mode } = from.kind;
    if (cx.resource(resource).direction === "import") return code`return new ${ownClass(to.kind.resource, cx)}(value);`;
    const own = code`(value as ${ownClass(resource, cx)})`;
    if (mode === "borrow") return code`return ${own}.inner_;`;
    // The object goes with its handle; what it stood for must not.
    return code`
      const inner = new ${resourceRef(to.kind.resource, cx)}(${own}.inner_.give());
      value.close();
      return inner;`;
  }

  function items(from: TypeId, to: TypeId, end: (array: string) => Fragment): Fragment {
    return code`
      const items = new Array<${cx.typeRef(to)}>();
      for (let i = 0; i < value.length; i++) items.push(${convert(from, to, "value[i]")});
      ${end("items")}`;
  }

  function map(from: TypePlan, to: TypePlan): Fragment {
    const [a, b] = [from, to].map(({ kind }) => {
      const pair = kind.k === "list" ? cx.resolved(kind.of).kind : undefined;
      return pair?.k === "record" ? pair.fields.map((f) => f.type) : [];
    });
    const [key, value] = a ?? [];
    const [toKey, toValue] = b ?? [];
    if (key === undefined || value === undefined || toKey === undefined || toValue === undefined)
      throw new Error("a map has pairs");
    return code`
      const items = new ${shapeRef(to, cx)}();
      const keys = value.keys();
      for (let i = 0; i < keys.length; i++)
        items.set(${convert(key, toKey, "keys[i]")}, ${convert(value, toValue, "value.get(keys[i])")});
      return items;`;
  }

  function variant(from: TypePlan, to: TypePlan): Fragment {
    if (from.kind.k !== "variant" || to.kind.k !== "variant") throw new Error("no variants");
    const { shape, cases } = from.kind;
    const target = to.kind;
    const inner = (i: number, of: string): Fragment => {
      const [a, b] = [cases[i]?.type, target.cases[i]?.type];
      return a === undefined || b === undefined ? code`true` : convert(a, b, of);
    };
    if (shape === "option") {
      if (isNullOption(from.id, cx)) return code`return value === null ? null : ${inner(1, "value")};`;
      const some = target.cases[1]?.type;
      const type = some === undefined ? "" : cx.typeRef(some);
      const option = runtime("values", "Option");
      return code`
        if (value.isNone) return ${option}.none<${type}>();
        return ${option}.some<${type}>(${inner(1, "value.value")});`;
    }
    if (shape === "result") {
      const args = resultArgs(target, cx);
      const result = runtime("values", "Result");
      return code`
        if (value.isErr) return ${result}.err<${args}>(${inner(1, "value.error")});
        return ${result}.ok<${args}>(${inner(0, "value.value")});`;
    }
    const name = shapeRef(to, cx);
    const arms = cases.map((c, i) => {
      const member = cx.names.member(from.id, i);
      const arg = c.type === undefined ? "" : inner(i, `value.as${member}`);
      return code`if (value.tag == ${shapeRef(from, cx)}.${member}) return ${name}.${factory(member)}(${arg});`;
    });
    return lines([...arms, "return unreachable();"]);
  }

  return { convert, functions: () => [...made.values()] };
}

/** Types and values in the notation of the canonical-ABI vectors: small JSON, independent of graph and plan. */

export type Shape =
  | ScalarShape
  | "string"
  | { readonly list: Shape }
  | { readonly fixed: readonly [Shape, number] }
  | { readonly map: readonly [Shape, Shape] }
  | { readonly record: readonly (readonly [string, Shape])[] }
  | { readonly tuple: readonly Shape[] }
  | { readonly variant: readonly (readonly [string, Shape | null])[] }
  | { readonly enum: readonly string[] }
  | { readonly option: Shape }
  | { readonly result: readonly [Shape | null, Shape | null] }
  | { readonly flags: readonly string[] };

export type ScalarShape = "bool" | "u8" | "s8" | "u16" | "s16" | "u32" | "s32" | "u64" | "s64" | "f32" | "f64" | "char";

/** 64-bit integers as decimal strings, floats as `0x` and their bits, variants as `{ case, value }`. */
export type Value = boolean | number | string | readonly Value[] | { readonly [name: string]: Value | undefined };

/** WIT for a shape: the declarations it needs, appended to `declarations`, and the type expression. */
export function witOf(shape: Shape, declarations: string[]): string {
  if (typeof shape === "string") return shape;
  const sub = (inner: Shape): string => witOf(inner, declarations);
  const named = (keyword: string, body: readonly string[]): string => {
    const name = `t${declarations.length}`;
    declarations.push(`  ${keyword} ${name} { ${body.join(", ")} }`);
    return name;
  };
  if ("list" in shape) return `list<${sub(shape.list)}>`;
  if ("fixed" in shape) return `list<${sub(shape.fixed[0])}, ${shape.fixed[1]}>`;
  if ("map" in shape) return `map<${sub(shape.map[0])}, ${sub(shape.map[1])}>`;
  if ("tuple" in shape) return `tuple<${shape.tuple.map(sub).join(", ")}>`;
  if ("option" in shape) return `option<${sub(shape.option)}>`;
  if ("result" in shape) {
    const [ok, err] = shape.result;
    if (ok === null && err === null) return "result";
    if (err === null) return `result<${ok === null ? "_" : sub(ok)}>`;
    return `result<${ok === null ? "_" : sub(ok)}, ${sub(err)}>`;
  }
  if ("record" in shape)
    return named(
      "record",
      shape.record.map(([name, of]) => `%${name}: ${sub(of)}`),
    );
  if ("variant" in shape)
    return named(
      "variant",
      shape.variant.map(([name, of]) => (of === null ? `%${name}` : `%${name}(${sub(of)})`)),
    );
  if ("enum" in shape)
    return named(
      "enum",
      shape.enum.map((name) => `%${name}`),
    );
  return named(
    "flags",
    shape.flags.map((name) => `%${name}`),
  );
}

/** True for what wit-parser refuses to declare: types without members. */
export function isDeclarable(shape: Shape): boolean {
  if (typeof shape === "string") return true;
  if ("list" in shape) return isDeclarable(shape.list);
  if ("fixed" in shape) return shape.fixed[1] > 0 && isDeclarable(shape.fixed[0]);
  if ("map" in shape) return shape.map.every(isDeclarable);
  if ("tuple" in shape) return shape.tuple.length > 0 && shape.tuple.every(isDeclarable);
  if ("option" in shape) return isDeclarable(shape.option);
  if ("result" in shape) return shape.result.every((s) => s === null || isDeclarable(s));
  if ("record" in shape) return shape.record.length > 0 && shape.record.every(([, s]) => isDeclarable(s));
  if ("variant" in shape)
    return shape.variant.length > 0 && shape.variant.every(([, s]) => s === null || isDeclarable(s));
  if ("enum" in shape) return shape.enum.length > 0;
  return shape.flags.length > 0 && shape.flags.length <= 32;
}

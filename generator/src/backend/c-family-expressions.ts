/** The plan's expressions in C and C++, which differ in how a cast, an address and a local are written. */
import type { Expr } from "../abi/ir.js";
import type { ScalarName } from "../abi/plan-model.js";
import { coreTypes } from "../emit/c-family/numbers.js";
import { type CodeValue, code, type Fragment } from "../emit/code.js";
import type { LocalId } from "../ids.js";
import type { ExprPrinters, FuncContext } from "./contract.js";

export interface CDialect {
  /** For what it says about a form that the planner makes for other languages only. */
  readonly language: string;
  /** What an app has for each. */
  readonly scalars: Readonly<Record<ScalarName, string>>;
  /** Of something that needs no parentheses as an operand. */
  readonly cast: (type: CodeValue, of: CodeValue) => Fragment;
  /** Of any expression. */
  readonly castWhole: (type: CodeValue, of: CodeValue) => Fragment;
  /** A pointer as a core value. */
  readonly address: (of: Fragment) => Fragment;
  readonly member: (of: Fragment, name: string) => Fragment;
  readonly localText: (id: LocalId, cx: FuncContext) => string;
}

export interface CExpressions {
  readonly expr: ExprPrinters;
  /** An expression as a core value: lengths are size_t and addresses pointers before. */
  readonly asCore: (e: Expr, cx: FuncContext) => Fragment;
}

const isFloat = (scalar: string): boolean => scalar === "f32" || scalar === "f64";

export function cExpressions(dialect: CDialect): CExpressions {
  const { cast, castWhole, member, scalars } = dialect;

  function asCore(e: Expr, cx: FuncContext): Fragment {
    const of = cx.expr(e);
    const t = e.op === "local" ? cx.localType(e.id).t : e.op;
    if (t === "ptrOf" || t === "address") return dialect.address(of);
    return t === "len" || t === "index" ? cast("int32_t", of) : of;
  }

  const bits: Readonly<Record<string, (of: Fragment) => Fragment>> = {
    "f32 i32": (of) => code`okrt_bits_of_f32(${of})`,
    "i32 f32": (of) => code`okrt_f32_of_bits(${of})`,
    "f64 i64": (of) => code`okrt_bits_of_f64(${of})`,
    "i64 f64": (of) => code`okrt_f64_of_bits(${of})`,
    "i32 i64": (of) => cast("int64_t", castWhole("int32_t", of)),
    "i64 i32": (of) => castWhole("int32_t", of),
    "f32 i64": (of) => cast("int64_t", cast("uint32_t", code`okrt_bits_of_f32(${of})`)),
    "i64 f32": (of) => code`okrt_f32_of_bits(${castWhole("int32_t", of)})`,
  };

  const expr: ExprPrinters = {
    local: (e, cx) => ({ text: dialect.localText(e.id, cx), imports: [] }),
    const: (e) => ({ text: String(e.value), imports: [] }),
    toCore: (e, cx) => {
      const { kind, flat } = cx.resolved(e.type);
      const of = cx.expr(e.of);
      return kind.k === "scalar" && isFloat(kind.scalar) ? of : cast(coreTypes[flat[0] ?? "i32"], of);
    },
    fromCore: (e, cx) => {
      const { kind } = cx.resolved(e.type);
      const of = cx.expr(e.of);
      if (kind.k === "variant")
        return cast(cx.typeRef(e.type), code`okrt_case(${cast("uint32_t", of)}, ${kind.cases.length}u)`);
      if (kind.k !== "scalar") return cast(cx.typeRef(e.type), of);
      if (kind.scalar === "bool") return code`${of} != 0`;
      return isFloat(kind.scalar) ? of : cast(scalars[kind.scalar], of);
    },
    bits: (e, cx) => {
      const print = bits[`${e.from} ${e.to}`];
      if (print === undefined) throw new Error(`no conversion from ${e.from} to ${e.to}`);
      return print(asCore(e.of, cx));
    },
    field: (e, cx) => {
      const { id, kind } = cx.resolved(e.type);
      return member(cx.expr(e.of), kind.k === "array" ? `items[${e.index}]` : cx.names.member(id, e.index));
    },
    len: (e, cx) => member(cx.expr(e.of), "len"),
    ptrOf: (e, cx) => member(cx.expr(e.of), "ptr"),
    elem: (e, cx) => code`${cx.local(e.base)} + ${cx.local(e.index)} * ${e.stride}`,
    add: (e, cx) => code`${cx.expr(e.of)} + ${e.value}`,
    literal: () => {
      throw new Error(`the plan of a ${dialect.language} guest holds no 'literal'`);
    },
  };
  return { expr, asCore };
}

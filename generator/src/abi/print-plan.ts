/** A plan as text, for `inspect` and golden files: every decision visible, one statement a line. */
import type { LocalId, TypeId } from "../ids.js";
import type { Requirement } from "./guard.js";
import type { Address, Expr, LocalType, Stmt } from "./ir.js";
import type { FuncPlan, Plan, TypePlan } from "./plan-model.js";

/** `only`: the canonical name of a function, or its item. */
export function printPlan(plan: Plan, only?: string): string {
  const printer = new PlanPrinter(plan);
  const out = [`world ${plan.world.name} (${plan.side})`];
  if (only === undefined)
    for (const type of plan.types) if (type.name !== undefined) out.push(printer.declaration(type));
  for (const group of plan.groups) {
    const functions = group.functions.filter((fn) => only === undefined || fn.name === only || fn.item === only);
    if (functions.length === 0) continue;
    out.push("", `${group.direction} ${group.module}`, ...functions.flatMap((fn) => printer.func(fn)));
  }
  return `${out.join("\n")}\n`;
}

class PlanPrinter {
  readonly #plan: Plan;
  #fn: FuncPlan | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  declaration(type: TypePlan): string {
    const { size, align } = type.layout;
    return `  type ${type.home?.module ?? ""} ${type.name ?? ""} = ${this.#structure(type)} size ${size} align ${align} flat [${type.flat.join(" ")}]`;
  }

  func(fn: FuncPlan): readonly string[] {
    this.#fn = fn;
    const { params, results } = fn.signature;
    const inputs = fn.inputs.map((id) => this.#local(id)).join(" ");
    const post =
      fn.post === undefined
        ? []
        : [`    post ${fn.post.name} (${this.#local(fn.post.input)})`, ...this.#block(fn.post.body, 6)];
    return [
      `  ${fn.role} ${fn.name} (${params.join(" ")}) -> (${results.join(" ")}) inputs ${inputs || "none"}`,
      ...this.#block(fn.body, 4),
      ...post,
    ];
  }

  #structure(type: TypePlan): string {
    const { kind } = type;
    const of = (id: TypeId | undefined): string => (id === undefined ? "_" : this.#type(id));
    switch (kind.k) {
      case "scalar":
        return kind.scalar;
      case "string":
        return "string";
      case "list":
        return `${kind.map ? "map" : "list"}<${of(kind.of)}>`;
      case "array":
        return `list<${of(kind.of)}, ${kind.length}>`;
      case "record":
        return `${kind.shape} { ${kind.fields.map((f) => `${f.name}@${f.offset}: ${of(f.type)}`).join(", ")} }`;
      case "flags":
        return `flags ${kind.repr} { ${kind.flags.map((f) => f.name).join(", ")} }`;
      case "variant":
        return `${kind.shape} ${kind.discriminant} payload@${kind.payloadOffset} { ${kind.cases.map((c) => (c.type === undefined ? c.name : `${c.name}(${of(c.type)})`)).join(", ")} }`;
      case "handle":
        return `${kind.mode}<${this.#plan.resources[kind.resource]?.name ?? "?"}>`;
      case "alias":
        return of(kind.of);
    }
  }

  #type(id: TypeId): string {
    const type = this.#plan.types[id];
    if (type === undefined) return "?";
    return type.name ?? this.#structure(type);
  }

  #local(id: LocalId): string {
    const hint = this.#fn?.locals[id]?.hint ?? String(id);
    return `%${hint}`;
  }

  #localType(id: LocalId): string {
    const type: LocalType | undefined = this.#fn?.locals[id]?.type;
    if (type === undefined) return "?";
    switch (type.t) {
      case "core":
        return type.core;
      case "value":
        return this.#type(type.type);
      case "list":
        return `building ${this.#type(type.type)}`;
      case "address":
      case "index":
      case "rule":
        return type.t;
    }
  }

  #at(at: Address): string {
    return at.offset === 0 ? `[${this.#local(at.base)}]` : `[${this.#local(at.base)}+${at.offset}]`;
  }

  #expr(e: Expr): string {
    switch (e.op) {
      case "local":
        return this.#local(e.id);
      case "const":
        return `${e.value}:${e.core}`;
      case "toCore":
      case "fromCore":
      case "len":
      case "ptrOf":
        return `${e.op}(${this.#expr(e.of)})`;
      case "bits":
        return `bits ${e.from}->${e.to}(${this.#expr(e.of)})`;
      case "field":
        return `${this.#expr(e.of)}.${this.#fieldName(e.type, e.index)}`;
      case "elem":
        return `${this.#local(e.base)} + ${this.#local(e.index)}*${e.stride}`;
      case "add":
        return `${this.#expr(e.of)} + ${e.value}`;
      case "literal":
        return e.value;
    }
  }

  #fieldName(type: TypeId, index: number): string {
    const kind = this.#plan.types[type]?.kind;
    return kind?.k === "record" ? (kind.fields[index]?.name ?? "?") : String(index);
  }

  #block(statements: readonly Stmt[], indent: number): readonly string[] {
    return statements.flatMap((s) => this.#stmt(s).map((line) => " ".repeat(indent) + line));
  }

  #nested(title: string, body: readonly Stmt[]): readonly string[] {
    return [title, ...this.#block(body, 2)];
  }

  #requirement(r: Requirement): string {
    const args = r.args.map((a) =>
      a.kind === "literal" ? JSON.stringify(a.value) : a.kind === "self" ? `self.${a.path}` : this.#expr(a.of),
    );
    const when = r.when.map((c) => this.#expr(c.of) + (c.flag === undefined ? "" : `#${c.flag}`)).join(" | ");
    return `${r.scope}(${args.join(", ")})${when === "" ? "" : ` when ${when}`}`;
  }

  #stmt(s: Stmt): readonly string[] {
    const to = (id: LocalId | undefined): string =>
      id === undefined ? "" : `${this.#local(id)}: ${this.#localType(id)} = `;
    const exprs = (es: readonly Expr[]): string => es.map((e) => this.#expr(e)).join(", ");
    switch (s.op) {
      case "let":
        return [`${to(s.to)}${this.#expr(s.of)}`];
      case "declare":
        return [`declare ${this.#local(s.to)}: ${this.#localType(s.to)}`];
      case "set":
        return [`${this.#local(s.to)} := ${this.#expr(s.of)}`];
      case "load":
        return [`${to(s.to)}load ${s.mem} ${this.#at(s.at)}`];
      case "store":
        return [`store ${s.mem} ${this.#at(s.at)} ${this.#expr(s.of)}`];
      case "loadValue":
        return [`${to(s.to)}load ${this.#type(s.type)} ${this.#at(s.at)}`];
      case "storeValue":
        return [`store ${this.#type(s.type)} ${this.#at(s.at)} ${this.#expr(s.of)}`];
      case "span":
        return [
          `span ${s.access} ${this.#local(s.at)} ${s.count === undefined ? "" : `${this.#expr(s.count)} * `}${s.stride} align ${s.align}`,
        ];
      case "alloc":
        return [`${to(s.to)}alloc ${this.#expr(s.count)} * ${s.size} align ${s.align} for ${s.lifetime}`];
      case "area":
        return [`${to(s.to)}area ${s.size} align ${s.align} for ${s.lifetime}`];
      case "free":
        return [
          `free ${this.#local(s.at)} ${s.count === undefined ? "" : `${this.#expr(s.count)} * `}${s.size} align ${s.align}`,
        ];
      case "release":
        return ["release"];
      case "liftBytes":
        return [`${to(s.to)}lift bytes ${this.#expr(s.ptr)}, ${this.#expr(s.len)}${s.take ? " take" : ""}`];
      case "lowerBytes":
        return [`${this.#local(s.ptr)}, ${this.#local(s.len)} = lower bytes ${this.#expr(s.of)} for ${s.lifetime}`];
      case "newList":
        return [`${to(s.to)}new list ${this.#expr(s.length)}`];
      case "push":
        return [`push ${this.#local(s.list)} ${this.#expr(s.of)}`];
      case "finishList":
        return [`${to(s.to)}finish ${this.#local(s.list)}`];
      case "times":
        return this.#nested(`times ${this.#expr(s.count)} ${this.#local(s.index)}`, s.body);
      case "each":
        return this.#nested(`each ${this.#local(s.item)}, ${this.#local(s.index)} of ${this.#expr(s.of)}`, s.body);
      case "liftScalar":
        return [`${to(s.to)}lift ${this.#expr(s.of)}`];
      case "make":
        return [`${to(s.to)}make (${exprs(s.args)})`];
      case "case":
        return [`${this.#local(s.to)} := case ${s.index}${s.arg === undefined ? "" : ` (${this.#expr(s.arg)})`}`];
      case "match":
      case "switch":
        return [
          `${s.op} ${this.#expr(s.of)}`,
          ...s.arms.flatMap((arm) => [
            `  ${arm.index}${arm.bind === undefined ? "" : ` (${this.#local(arm.bind)})`}:`,
            ...this.#block(arm.body, 4),
          ]),
        ];
      case "liftHandle":
        return [`${to(s.to)}lift handle ${this.#expr(s.of)}${s.lend ? " lend" : ""}`];
      case "lowerHandle": {
        const minted = s.minted;
        const rights =
          minted === undefined
            ? ""
            : ` mint rights [${minted.inherit === undefined ? minted.rights.join(" ") : `of ${this.#local(minted.inherit)}`}] remember [${minted.remember.map((r) => `${r.path}=${this.#expr(r.of)}`).join(" ")}]`;
        return [`${to(s.to)}lower handle ${this.#expr(s.of)}${rights}`];
      }
      case "endBorrows":
        return [`end borrows ${s.of.map((id) => this.#local(id)).join(", ")}`];
      case "dropHandle":
        return [`drop handle ${this.#expr(s.of)}`];
      case "callCore":
        return [`${to(s.to)}call core (${exprs(s.args)})`];
      case "callUser": {
        const { thrown } = s;
        const call = `${to(s.to)}call user (${exprs(s.args)})`;
        if (thrown === undefined) return [call];
        const fault =
          thrown.fault === undefined
            ? []
            : this.#nested("  fault", thrown.fault).map((l, i) => (i === 0 ? l : `  ${l}`));
        return [
          call,
          `  thrown ${thrown.payload === undefined ? "" : this.#local(thrown.payload)}`.trimEnd(),
          ...this.#block(thrown.body, 4),
          ...fault,
        ];
      }
      case "postReturn":
        return [`post return (${exprs(s.args)})`];
      case "return":
        return [s.of === undefined ? "return" : `return ${this.#expr(s.of)}`];
      case "trap":
        return [`trap ${JSON.stringify(s.reason)}`];
      case "admit":
        return this.#nested(`admit ${s.mode} [${s.scopes.join(" ")}] else`, s.denied);
      case "check":
        return [
          `check ${s.requirements.map((r) => this.#requirement(r)).join(" & ")} binds ${this.#local(s.rule)}`,
          "  denied",
          ...this.#block(s.denied, 4),
          "  invalid",
          ...this.#block(s.invalid, 4),
        ];
      case "rights":
        return [
          `rights of ${this.#local(s.handle)}${s.needs === undefined ? "" : ` need ${s.needs}`}`,
          "  denied",
          ...this.#block(s.denied, 4),
          "  closed",
          ...this.#block(s.closed, 4),
        ];
      case "charge":
        return this.#nested(`charge ${s.limit} (${exprs(s.amounts)}) else`, s.exceeded);
      case "filter":
        return [
          `${to(s.to)}filter ${this.#local(s.list)} by ${s.anyOf.map((r) => this.#requirement(r)).join(" | ")}${paging(s, (e) => this.#expr(e))}`,
        ];
    }
  }
}

function paging(s: Extract<Stmt, { op: "filter" }>, expr: (e: Expr) => string): string {
  const part = (word: string, e: Expr | undefined): string => (e === undefined ? "" : ` ${word} ${expr(e)}`);
  return part("from", s.start) + part("after", s.after) + part("at most", s.max);
}

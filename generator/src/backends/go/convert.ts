/** Echoes: values that hold the app's own objects, turned into those that hold the host's handles, and back. */
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { holdsExported } from "../../backend/echo.js";
import { code, commas, type Fragment } from "../../emit/code.js";
import type { TypeId } from "../../ids.js";
import { wit } from "./packages.js";
import { ownType } from "./stub-names.js";
import { isHandle, optionPayload, orNone, parameters } from "./types.js";
import { caseName } from "./variants.js";

/** An expression of type `from` as one of type `to`, which differ in who implements the resources. */
export function convert(value: Fragment, from: TypeId, to: TypeId, cx: Context): Fragment {
  if (holdsExported(from, cx) === holdsExported(to, cx)) return value;
  const source = cx.resolved(from);
  const target = cx.resolved(to);
  if (source.kind.k === "handle" && target.kind.k === "handle") return handle(value, source, target, cx);
  const body = inside(source, target, cx);
  return code`
    func(v ${cx.typeRef(from)}) ${cx.typeRef(to)} {
    	${body}
    }(${value})`;
}

function handle(value: Fragment, source: TypePlan, target: TypePlan, cx: Context): Fragment {
  if (source.kind.k !== "handle" || target.kind.k !== "handle") throw new Error("only handles are converted here");
  return cx.resource(source.kind.resource).direction === "export"
    ? code`${value}.(*${ownType(source.kind.resource, cx)}).inner`
    : code`&${ownType(target.kind.resource, cx)}{${value}}`;
}

/** Statements that return `v` converted. */
function inside(source: TypePlan, target: TypePlan, cx: Context): Fragment {
  const a = source.kind;
  const b = target.kind;
  const result = cx.typeRef(target.id);
  if ((a.k === "list" && b.k === "list") || (a.k === "array" && b.k === "array")) {
    const item = convert(code`item`, a.of, b.of, cx);
    return a.k === "array"
      ? code`
      var all ${result}
      for i, item := range v {
      	all[i] = ${item}
      }
      return all`
      : code`
      all := make(${result}, 0, len(v))
      for _, item := range v {
      	all = append(all, ${item})
      }
      return all`;
  }
  if (a.k === "record" && b.k === "record") {
    const fields = a.fields.map((f, i) => {
      const tuple = a.shape === "tuple";
      const [own, other] = [
        tuple ? `F${i}` : cx.names.member(source.id, i),
        tuple ? `F${i}` : cx.names.member(target.id, i),
      ];
      return code`${other}: ${convert(code`v.${own}`, f.type, b.fields[i]?.type ?? f.type, cx)}`;
    });
    return code`return ${result}{${commas(fields)}}`;
  }
  if (a.k === "variant" && b.k === "variant") return convertCases(source, target, cx);
  throw new Error(`a ${a.k} holds no handles`);
}

function convertCases(source: TypePlan, target: TypePlan, cx: Context): Fragment {
  if (source.kind.k !== "variant" || target.kind.k !== "variant") throw new Error("only variants have cases");
  const { shape } = source.kind;
  if (shape === "option") {
    const [from, to] = [optionPayload(source.id, cx), optionPayload(target.id, cx)];
    const bare = isHandle(from, cx);
    const some = convert(code`${bare ? "v" : "*v"}`, from, to, cx);
    return code`
      if v == nil {
      	return nil
      }
      return ${bare ? some : code`${wit("Some")}${parameters([cx.typeRef(to)])}(${some})`}`;
  }
  const payload = (i: number, value: Fragment): Fragment => {
    const [from, to] = [caseType(source, i), caseType(target, i)];
    return from === undefined || to === undefined ? value : convert(value, from, to, cx);
  };
  if (shape === "result") {
    const types = parameters(target.kind.cases.map((c) => orNone(c.type, cx)));
    return code`
      if v.Failed {
      	return ${wit("Err")}${types}(${payload(1, code`v.Err`)})
      }
      return ${wit("Ok")}${types}(${payload(0, code`v.OK`)})`;
  }
  const arms = source.kind.cases.map(
    (c, i) => code`
    case ${caseName(source, i, cx)}:
    	return ${caseName(target, i, cx)}{${c.type === undefined ? "" : code`Value: ${payload(i, code`v.Value`)}`}}`,
  );
  return code`
    switch v := v.(type) {
    ${arms}
    }
    return nil`;
}

const caseType = (type: TypePlan, index: number): TypeId | undefined =>
  type.kind.k === "variant" ? type.kind.cases[index]?.type : undefined;

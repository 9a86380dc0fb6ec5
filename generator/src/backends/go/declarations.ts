/** Declarations of types: structs, numbers with names, sealed interfaces, aliases. */
import type { Label, TypeKind, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, commas, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { comment } from "./comment.js";
import { isError } from "./outcome.js";
import { wit } from "./packages.js";
import { structure } from "./types.js";

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined || type.home === undefined) return empty;
  const { kind } = type;
  const name = cx.names.type(type.id);
  if (kind.k === "record" && kind.shape === "record") return record(type, kind, name, cx);
  if (kind.k === "flags")
    return code`
      ${comment(type.docs)}
      type ${name} u${`int${kind.repr.slice(1)}`}

      ${constants(type, kind.flags, "1 << iota", cx)}`;
  if (kind.k === "variant" && kind.shape === "enum") return enumeration(type, kind, name, cx);
  if (kind.k === "variant" && kind.shape === "variant") return variant(type, kind, name, cx);
  return code`
    ${comment(type.docs)}
    type ${name} = ${structure(type, cx)}`;
}

interface Member {
  readonly docs: Fragment;
  readonly name: string;
  readonly type: Fragment;
}

/** Columns like gofmt: names without documentation stand together, others apart. */
function members(all: readonly Member[]): Fragment {
  if (all.some((m) => m.docs.text !== ""))
    return paragraphs(all.map((m) => lines([m.docs, code`${m.name} ${m.type}`])));
  const width = Math.max(...all.map((m) => m.name.length));
  return lines(all.map((m) => code`${m.name.padEnd(width)} ${m.type}`));
}

function record(type: TypePlan, kind: Extract<TypeKind, { k: "record" }>, name: string, cx: Context): Fragment {
  const fields = kind.fields.map((f, i) => ({
    docs: comment(f.docs),
    name: cx.names.member(type.id, i),
    type: cx.typeRef(f.type),
  }));
  if (fields.length === 0)
    return code`
    ${comment(type.docs)}
    type ${name} struct{}`;
  return code`
    ${comment(type.docs)}
    type ${name} struct {
    	${members(fields)}
    }`;
}

function constants(type: TypePlan, labels: readonly Label[], first: string, cx: Context): Fragment {
  if (labels.length === 0) return empty;
  const all = labels.map((label, i) => {
    const own = cx.names.member(type.id, i);
    return lines([comment(label.docs), i === 0 ? `${own} ${cx.names.type(type.id)} = ${first}` : own]);
  });
  const documented = labels.some((label) => comment(label.docs).text !== "");
  return code`
    const (
    	${documented ? paragraphs(all) : lines(all)}
    )`;
}

function enumeration(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  return paragraphs([
    code`
    ${comment(type.docs)}
    type ${name} uint${kind.discriminant.slice(1)}`,
    constants(type, kind.cases, "iota", cx),
    code`
    // String is the name of the case.
    func (e ${name}) String() string {
    	names := [...]string{
    		${kind.cases.map((c) => `${JSON.stringify(c.name)},`)}
    	}
    	if int(e) < len(names) {
    		return names[e]
    	}
    	return "unknown"
    }`,
    isError(type.id, cx) ? errors(type, kind, name, cx) : empty,
  ]);
}

/** Cases that mean the same as an error of Go's own. */
const meanings = new Set(["denied", "not-found", "exists", "invalid-argument", "closed"]);

function errors(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const means = kind.cases.some((c) => meanings.has(c.name));
  const timeout = kind.cases.findIndex((c) => c.name === "timeout");
  return paragraphs([
    code`
    // Error makes a case an error of Go.
    func (e ${name}) Error() string {
    	return e.String()
    }`,
    means
      ? code`
    // Is makes errors.Is find fs.ErrNotExist and the like, where a case means the same.
    func (e ${name}) Is(target error) bool {
    	return ${wit("MeansFileError")}(e.String(), target)
    }`
      : empty,
    timeout < 0
      ? empty
      : code`
    // Timeout says whether time ran out.
    func (e ${name}) Timeout() bool {
    	return e == ${cx.names.member(type.id, timeout)}
    }`,
  ]);
}

/** Which case a value is of, its type says: an interface that only the structs of the cases have. */
function variant(type: TypePlan, kind: Extract<TypeKind, { k: "variant" }>, name: string, cx: Context): Fragment {
  const own = kind.cases.map((_, i) => cx.names.member(type.id, i));
  const cases = kind.cases.map((c, i): CodeValue => {
    const member = own[i] ?? "";
    const head = comment(c.docs);
    const marker = `func (${member}) is${name}() {`;
    return code`
      ${head.text === "" ? code`// ${member} is the case ${c.name} of ${name}.` : head}
      ${structOf(member, c.type === undefined ? undefined : code`Value ${cx.typeRef(c.type)}`)}

      ${marker.length < oneLine ? `${marker}}` : code`${marker}\n}`}`;
  });
  const head = comment(type.docs);
  return paragraphs([
    code`
    ${head}
    ${head.text === "" ? empty : "//"}
    // A value is one of ${commas(own)}.
    type ${name} interface {
    	is${name}()
    }`,
    ...cases,
  ]);
}

/** Above this gofmt opens the braces. */
const oneLine = 90;

export function structOf(name: string, field: Fragment | undefined): Fragment {
  if (field === undefined) return code`type ${name} struct{}`;
  return code`
    type ${name} struct {
    	${field}
    }`;
}

/** Classes that the SDK declares in place of those of the bindings, and how their values are converted. */
import type { TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, join, lines } from "../../emit/code.js";
import { docstring } from "./docstring.js";
import { changes, isOwnClass, kindName, kindOf, runtime } from "./kinds.js";
import { type Call, call, printed } from "./lines.js";
import { pascal } from "./names.js";
import { ownPlace } from "./places.js";
import { declared, typeRef } from "./types.js";

/** Types of the module `here` that the app has in a form of their own, in dependency order. */
export function ownTypes(here: string, cx: Context): readonly TypePlan[] {
  const found = new Map<string, TypePlan>();
  for (const type of cx.plan.types) {
    if (!isOwnClass(type, cx) || ownPlace(type.home, cx) !== here) continue;
    // With handles of the host's or of the app's, it is one class.
    const name = cx.names.type(type.id);
    if (!found.has(name)) found.set(name, type);
  }
  return [...found.values()];
}

/** The classes of a type, each with two empty lines around it, and its kind. */
export function ownType(type: TypePlan, here: string, cx: Context): Fragment {
  const name = cx.names.type(type.id);
  const { kind } = type;
  const kinded = (of: Call): Fragment => printed(of, `${kindName(type, cx)} = `);
  const theirs = (of: string): Call => call(declared(type, of, cx));
  if (kind.k === "record") {
    const fields = kind.fields.map(
      (f, i) => code`
        ${cx.names.member(type.id, i)}: ${typeRef(cx.type(f.type), cx, { module: here })}
        ${docstring(f.docs)}`,
    );
    const parts = kind.fields.map((f) => kindOf(f.type, cx, here));
    const made = call(runtime("record", cx), [call(code`${name}`), theirs(name), ...parts]);
    return join([dataclass(name, docstring(type.docs), fields), kinded(made)], "\n\n\n");
  }
  if (kind.k !== "variant") throw new Error(`the bindings' ${kind.k} will do`);
  const cases = kind.cases.map((c) => ({ ...c, name: `${name}_${pascal(c.name)}`, own: changes(c.type, cx) }));
  const classes = cases.map((c) => {
    if (!c.own || c.type === undefined) return code`${c.name} = ${declared(type, c.name, cx)}`;
    return dataclass(c.name, docstring(c.docs), [code`value: ${typeRef(cx.type(c.type), cx, { module: here })}`]);
  });
  const made = call(
    runtime("variant", cx),
    cases
      .filter((c) => c.own)
      .map((c) => call(empty, [call(code`${c.name}`), theirs(c.name), kindOf(c.type, cx, here)])),
  );
  const union = code`${name} = ${cases.map((c) => c.name).join(" | ")}`;
  return join([...classes, lines([union, docstring(type.docs), kinded(made)])], "\n\n\n");
}

function dataclass(name: string, docs: Fragment, members: readonly Fragment[]): Fragment {
  const body = code`
    @dataclasses.dataclass
    class ${name}:
        ${docs}

        ${members}`;
  const text = docs.text === "" ? body.text.replace(/:\n\n/, ":\n") : body.text;
  return { text, imports: [{ from: "dataclasses" }, ...body.imports] };
}

/** What an app implements: a trait for each exported interface, and the macro that exports its functions. */
import type { FuncPlan, Group } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { breakable, wrapped } from "../../emit/line-breaks.js";
import { comment } from "./comment.js";
import { funcDocs, glueName, handlerSignature } from "./functions.js";
import { call as callOf, width } from "./layout.js";
import { snake } from "./names.js";
import { macroName, moduleOf, objectTrait, type Place, traitName } from "./places.js";
import { objectTraitDecl } from "./resources.js";

const broken = (body: Fragment): Fragment => code`
  unsafe {
      ${body}
  }`;

/** Where the body of a function in a macro begins. */
const bodyColumn = 16;

/** Traits, glue and macro of the exported interface of a module. */
export function exported(place: Place, group: Group, cx: Context): readonly Fragment[] {
  const free = group.functions.filter((fn) => fn.resource === undefined);
  const objects = group.resources.map((id) =>
    objectTraitDecl(
      cx.resource(id),
      group.functions.filter((fn) => fn.resource === id),
      cx,
    ),
  );
  const types = group.resources.map(
    (id) => code`
    /// The objects behind handles \`${cx.names.resource(id)}\`.
    type ${cx.names.resource(id)}: ${objectTrait(id, cx)};`,
  );
  const what = group.kind === "world" ? `world \`${group.name}\`` : `\`${group.module}\``;
  const macro = macroName(group, cx);
  const trait = code`
    ${comment(group.kind === "world" ? undefined : group.docs, { fallback: `What an app implements of ${what}.` })}
    ///
    /// \`${macro}!(App)\` exports it.
    pub trait ${traitName(group, cx)} {
        ${paragraphs([lines(types), ...free.map((fn) => method(fn, group, cx))])}
    }`;
  return [...objects, trait, ...group.functions.map((fn) => glueOf(fn, cx)), macroDecl(place, group, macro, cx)];
}

// The driver's order is that of the group; here the glue comes after the trait.
function glueOf(fn: FuncPlan, cx: Context): Fragment {
  return cx.declarations({ ...cx.func(fn).group, types: [], resources: [], functions: [fn] }).functions[0] ?? empty;
}

function method(fn: FuncPlan, group: Group, cx: Context): Fragment {
  const names = fn.params.map((_, i) => cx.names.param(fn, i));
  const head = handlerSignature(cx.func(fn), names);
  const docs = funcDocs(fn, group.module);
  const body = ignored(fn, group, names, cx);
  if (body === undefined)
    return code`
      ${docs}
      ${head};`;
  return code`
    ${docs}
    ${head} {
        ${body}
    }`;
}

/** A handler beside others may be left out when nobody needs its answer. */
function ignored(fn: FuncPlan, group: Group, names: readonly string[], cx: Context): Fragment | undefined {
  if (fn.directives?.guard.kind !== "handler" || group.functions.length < 2) return undefined;
  const result = fn.result === undefined ? undefined : cx.resolved(fn.result).kind;
  const succeeds = result?.k === "variant" && result.shape === "result" && result.cases[0]?.type === undefined;
  if (result !== undefined && !succeeds) return undefined;
  return lines([
    names.length === 0 ? empty : `let _ = ${names.length === 1 ? names[0] : `(${names.join(", ")})`};`,
    succeeds ? "Ok(())" : empty,
  ]);
}

function macroDecl(place: Place, group: Group, macro: string, cx: Context): Fragment {
  const module = moduleOf(place.segments).replace("crate", "$crate");
  const item = (
    name: string,
    as: string,
    count: readonly string[],
    result: string,
    glue: string,
    of = "",
  ): Fragment => {
    const args = count.map((_, i) => `a${i}`);
    const params = count.map((type, i) => `a${i}: ${type}`);
    const flat = `unsafe { ${glue}${of === "" ? "" : `::<${of}>`}(${args.join(", ")}) }`;
    const called = of === "" ? glue : wrapped(`${glue}::<`, of, ">");
    return code`
      #[unsafe(export_name = "${name}")]
      ${breakable(`unsafe extern "C" fn ${as}(`, params, `)${result} {`)}
          ${flat.length + bodyColumn <= width ? flat : broken(callOf(code`${called}(`, args, ")"))}
      }`;
  };
  const items = group.functions.flatMap((fn) => {
    const params = fn.signature.spilledParams ? ["*mut u8"] : fn.signature.params;
    const result = fn.signature.spilledResult ? "*mut u8" : fn.signature.results[0];
    const glue = glueName("glue", fn, cx);
    const post = glueName("post", fn, cx);
    return [
      item(fn.core.field, glue, params, result === undefined ? "" : ` -> ${result}`, `${module}::${glue}`, "$app"),
      ...(fn.post === undefined ? [] : [item(fn.post.name, post, ["*mut u8"], "", `${module}::${post}`)]),
    ];
  });
  const destructors = group.resources.map((id) => {
    const resource = cx.resource(id);
    return item(resource.destructor ?? "", `drop_${snake(resource.name)}`, ["i32"], "", "$crate::handle::destroy");
  });
  return code`
    /// Exports what \`$app\` implements of \`${group.module}\`; without it the module has none of it.
    #[macro_export]
    macro_rules! ${macro} {
        ($app:ty) => {
            const _: () = {
                ${paragraphs([...items, ...destructors])}
            };
        };
    }`;
}

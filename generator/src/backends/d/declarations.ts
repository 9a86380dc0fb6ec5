/** Declarations of types and handles. */
import type { CoreName, ResourcePlan, TypePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { type CodeValue, code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { comment } from "./comment.js";
import { type CoreImport, importOf } from "./imports.js";
import { structure, zero } from "./types.js";

const integers = { u8: "ubyte", u16: "ushort", u32: "uint" } as const;

export function typeDecl(type: TypePlan, cx: Context): Fragment {
  if (type.name === undefined || type.home === undefined) return empty;
  return lines([comment(type.docs), declaration(type, cx)]);
}

function declaration(type: TypePlan, cx: Context): Fragment {
  const { id, kind } = type;
  const name = cx.names.type(id);
  const label = (i: number): string => cx.names.member(id, i);
  if (kind.k === "record" && kind.shape === "record") {
    const fields = kind.fields.map((f, i) =>
      lines([comment(f.docs), code`${cx.typeRef(f.type)} ${label(i)}${zero(f.type, cx)};`]),
    );
    return lines([block(`struct ${name}`, [lines(fields)]), sized(name, type)]);
  }
  if (kind.k === "flags") {
    const bits = kind.flags.map((f, i) => lines([comment(f.docs), `${label(i)} = 1u << ${i},`]));
    return block(`enum ${name} : ${integers[kind.repr]}`, [lines(["none = 0,", ...bits])]);
  }
  if (kind.k !== "variant" || kind.shape === "option" || kind.shape === "result")
    return code`alias ${name} = ${structure(type, cx)};`;
  if (kind.shape === "variant") return variant(name, type, cx);
  return block(`enum ${name} : ${integers[kind.discriminant]}`, [
    lines(kind.cases.map((c, i) => lines([comment(c.docs), `${label(i)},`]))),
  ]);
}

/** A number that says which case it is, and a union of what the cases carry. */
function variant(name: string, type: TypePlan, cx: Context): Fragment {
  const { id, kind } = type;
  if (kind.k !== "variant") return empty;
  const label = (i: number): string => cx.names.member(id, i);
  const payloads = kind.cases.flatMap((c, i) =>
    c.type === undefined ? [] : [code`${cx.typeRef(c.type)} ${label(i)};`],
  );
  const makers = kind.cases.map((c, i) => {
    const carried = c.type === undefined ? "" : code`${cx.typeRef(c.type)} value`;
    return code`
      ${comment(c.docs)}
      static ${name} ${label(i)}(${carried})
      {
          ${name} made = void;
          made.tag = Tag.${label(i)};
          ${c.type === undefined ? "" : `made.as.${label(i)} = value;`}
          return made;
      }`;
  });
  return lines([
    block(`struct ${name}`, [
      block(`enum Tag : ${integers[kind.discriminant]}`, [lines(kind.cases.map((_, i) => `${label(i)},`))]),
      payloads.length === 0 ? empty : block("union Payload", [lines(payloads)]),
      lines([
        "/// Which case it is.",
        "Tag tag;",
        ...(payloads.length === 0 ? [] : ["/// What that case carries.", "Payload as = void;"]),
      ]),
      ...makers,
    ]),
    sized(name, type),
  ]);
}

/** The bytes are those of the canonical ABI. */
const sized = (name: string, { layout }: TypePlan): string =>
  `static assert(${name}.sizeof == ${layout.size} && ${name}.alignof == ${layout.align});`;

const block = (head: string, members: readonly CodeValue[]): Fragment => code`
  ${head}
  {
      ${paragraphs(members)}
  }`;

/** A handle is a number of a type of its own, so that handles of two resources cannot be mixed up. */
export function resourceDecl(resource: ResourcePlan, methods: readonly Fragment[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const imported = (what: string, core: CoreName, result: string): CoreImport =>
    importOf(`import_${name}_${what}`, core, result, ["int"]);
  const drop = imported("close", resource.drop, "void");
  const { intrinsics } = resource;
  const make = intrinsics && imported("own", intrinsics.make, "int");
  const rep = intrinsics && imported("rep", intrinsics.rep, "int");
  const own =
    make === undefined || rep === undefined
      ? []
      : [
          code`
          /// A new handle that stands for the app's own struct, whose \`close\` is called when the handle is gone.
          static ${name} own(T_)(T_* self_)
          {
              return ${name}(${make.name}(wit.core(self_)));
          }`,
          code`
          /// The struct that the handle stands for.
          T_* rep(T_)() const
          {
              return wit.lift!(T_*)(${rep.name}(handle));
          }`,
        ];
  return paragraphs([
    lines([
      comment(resource.docs),
      block(`struct ${name}`, [
        "int handle;",
        code`
        /// Gives the handle back.
        void close() const
        {
            ${drop.name}(handle);
        }`,
        ...own,
        ...methods,
      ]),
    ]),
    drop.declaration,
    make?.declaration ?? empty,
    rep?.declaration ?? empty,
  ]);
}

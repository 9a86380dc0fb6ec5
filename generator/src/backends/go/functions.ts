/** Functions as the app sees them, the core imports beneath, and the core exports above what an app implements. */
import type { FuncPlan, ResourcePlan } from "../../abi/plan-model.js";
import type { Context, FuncContext } from "../../backend/contract.js";
import { code, commas, empty, type Fragment, paragraphs } from "../../emit/code.js";
import { docFacts } from "../../emit/docs.js";
import { comment, sentence } from "./comment.js";
import { coreTypes, localType } from "./expressions.js";
import { needsPins } from "./glue.js";
import { returnClause } from "./outcome.js";
import { tableName, wit } from "./packages.js";
import { areaName, coreFunction, destructor, exportFunction, intrinsic, releaseFunction } from "./symbols.js";

export const funcDocs = (fn: FuncPlan): Fragment => comment(fn.docs, docFacts(fn.directives));

/** `(a T, b U) (V, error)`, without a method's receiver. */
export function signature(fn: FuncPlan, cx: Context): Fragment {
  const params = fn.params.flatMap((p, i) =>
    fn.kind === "method" && i === 0 ? [] : [code`${cx.names.param(fn, i)} ${cx.typeRef(p.type)}`],
  );
  return code`(${commas(params)})${returnClause(fn, cx)}`;
}

export function func(fn: FuncPlan, cx: FuncContext): Fragment {
  return fn.role === "guest-import" ? imported(fn, cx) : exported(fn, cx);
}

/** `func (o *Output) Write(active bool) error` */
export function spelling(cx: FuncContext): Fragment {
  const { fn } = cx;
  const { resource } = fn;
  const receiver =
    fn.kind === "method" && resource !== undefined
      ? code`(${cx.names.param(fn, 0)} *${cx.names.resource(resource)}) `
      : empty;
  return code`func ${receiver}${cx.names.func(fn)}${signature(fn, cx)}`;
}

function imported(fn: FuncPlan, cx: FuncContext): Fragment {
  const types = fn.signature.params.map((type) => coreTypes[type]);
  const result = fn.signature.results[0];
  return code`
    ${funcDocs(fn)}
    ${spelling(cx)} {
    	${needsPins(fn) ? code`var pins ${wit("Pins")}` : empty}
    	${cx.body(fn.body)}
    }

    //go:wasmimport ${fn.core.module} ${fn.core.field}
    func ${coreFunction(fn, cx)}(${commas(types)})${result === undefined ? "" : ` ${coreTypes[result]}`}`;
}

function exported(fn: FuncPlan, cx: FuncContext): Fragment {
  const params = fn.inputs.map((id) => code`${cx.local(id)} ${localType(id, cx)}`);
  const result = fn.signature.results[0];
  const area = fn.body.find((s) => s.op === "area" && s.lifetime === "result");
  const { post } = fn;
  return paragraphs([
    area?.op === "area" ? code`var ${areaName(fn, cx)} [${Math.ceil(area.size / 8)}]uint64` : empty,
    code`
    //go:wasmexport ${fn.core.field}
    func ${exportFunction(fn, cx)}(${commas(params)})${result === undefined ? "" : ` ${coreTypes[result]}`} {
    	defer ${wit("Begin")}()()
    	${cx.body(fn.body)}
    }`,
    post === undefined
      ? empty
      : code`
    //go:wasmexport ${post.name}
    func ${releaseFunction(fn, cx)}(int32) {
    	${cx.body(post.body)}
    }`,
  ]);
}

export function resourceDecl(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  return resource.direction === "import" ? importedResource(resource, cx) : exportedResource(resource, methods, cx);
}

function importedResource(resource: ResourcePlan, cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const drop = intrinsic(resource, "drop", cx);
  return code`
    ${comment(resource.docs)}
    type ${name} struct{ ${wit("Handle")} }

    // Close gives the handle back; after that it is of no use.
    func (r *${name}) Close() error {
    	r.Handle.Drop(${drop})
    	return nil
    }

    //go:wasmimport ${resource.drop.module} ${resource.drop.field}
    func ${drop}(int32)`;
}

/** The app has a type of its own for it; the host holds handles of its values. */
function exportedResource(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const { intrinsics } = resource;
  if (intrinsics === undefined) throw new Error(`exported resource '${resource.name}' has no intrinsics`);
  const own = methods.filter((fn) => fn.kind === "method");
  const [drop, make, rep] = [
    intrinsic(resource, "drop", cx),
    intrinsic(resource, "new", cx),
    intrinsic(resource, "rep", cx),
  ];
  const members = own.map(
    (fn) => code`
      ${funcDocs(fn)}
      ${cx.names.func(fn)}${signature(fn, cx)}`,
  );
  const table = tableName(resource.id, cx);
  const declared =
    members.length === 0
      ? code`type ${name} interface{}`
      : code`
      type ${name} interface {
      	${paragraphs(members)}
      }`;
  return code`
    ${comment(resource.docs)}
    ${declared}

    ${sentence("What the host has handles of; for generated code. A value with a method Close is closed at the end.")}
    var ${table} = ${wit("NewTable")}[${name}](${make}, ${rep}, ${drop})

    //go:wasmimport ${intrinsics.make.module} ${intrinsics.make.field}
    func ${make}(int32) int32

    //go:wasmimport ${intrinsics.rep.module} ${intrinsics.rep.field}
    func ${rep}(int32) int32

    //go:wasmimport ${resource.drop.module} ${resource.drop.field}
    func ${drop}(int32)

    //go:wasmexport ${resource.destructor ?? ""}
    func ${destructor(resource, cx)}(rep int32) {
    	defer ${wit("Begin")}()()
    	${table}.Destroy(rep)
    }`;
}

/** The functions that an app implements, apart from methods. */
export function handlers(functions: readonly FuncPlan[], cx: Context): Fragment {
  const own = functions.filter((fn) => fn.kind !== "method");
  if (own.length === 0) return empty;
  const fields = own.map(
    (fn) => code`
    ${funcDocs(fn)}
    ${cx.names.func(fn)} func${signature(fn, cx)}`,
  );
  const kept = own.map((fn) => {
    const name = cx.names.func(fn);
    return code`
      if h.${name} != nil {
      	handlers.${name} = h.${name}
      }`;
  });
  return code`
    // Handlers are what an app implements of the interface. One that is nil answers with zero values.
    type Handlers struct {
    	${paragraphs(fields)}
    }

    var handlers Handlers

    // Export has the host call the functions of h; those that are nil stay what they were.
    // Importing this package is what exports the interface.
    func Export(h Handlers) {
    	${kept}
    }`;
}

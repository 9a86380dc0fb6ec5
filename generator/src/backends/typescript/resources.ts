/** Classes for the host's resources, interfaces for those of the app. */
import type { FuncPlan, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";
import { docs, funcDocs } from "./docs.js";
import { func, intrinsicName, signature } from "./functions.js";
import { runtime, runtimeType } from "./places.js";

export function resourceDecl(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  if (resource.direction === "export") return exported(resource, methods, cx);
  return imported(resource, methods, cx);
}

function imported(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const hidden = methods.some((fn) => fn.kind === "constructor")
    ? ""
    : code`
      private constructor() {
        super();
      }`;
  const close = code`
    close(): void {
      ${runtime("resources", "drop")}(this, ${intrinsicName(resource, "drop")});
    }`;
  return code`
    ${docs(resource.docs)}
    export class ${cx.names.resource(resource.id)} extends ${runtime("resources", "Resource")} {
      ${paragraphs([hidden, ...methods.map((fn) => func(fn, cx.func(fn))), close])}
    }`;
}

/** What an object of the app does for the host, and the table of those that the host holds. */
function exported(resource: ResourcePlan, methods: readonly FuncPlan[], cx: Context): Fragment {
  const name = cx.names.resource(resource.id);
  const own = methods.filter((fn) => fn.kind === "method");
  const members = own.map((fn) => lines([funcDocs(fn), code`${signature(fn, cx)};`]));
  const dispose = lines([code`/** The host dropped the object. */`, code`[Symbol.dispose]?(): void;`]);
  const shape = code`
    ${docs(resource.docs)}
    export interface ${name} {
      ${paragraphs([...members, dispose])}
    }`;
  const intrinsics = (["make", "rep", "drop"] as const).map((what) => intrinsicName(resource, what));
  return paragraphs([
    shape,
    lines([
      code`/** @internal */`,
      breakable(
        code`export const ${name}$objects: ${runtimeType("resources", "Objects")}<${name}> = /* @__PURE__ */ ${runtime("resources", "objects")}(`,
        intrinsics,
        ");",
      ),
    ]),
  ]);
}

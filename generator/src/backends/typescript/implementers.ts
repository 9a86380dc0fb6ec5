/** What an app implements for an exported group, and the function that exports it. */
import type { FuncPlan, Group, ResourcePlan } from "../../abi/plan-model.js";
import type { Context } from "../../backend/contract.js";
import { code, empty, type Fragment, lines, paragraphs } from "../../emit/code.js";
import { breakable } from "../../emit/line-breaks.js";
import type { ResourceId } from "../../ids.js";
import { docs, funcDocs } from "./docs.js";
import { coreName, func, intrinsicName, parameters, signature, signatureOf } from "./functions.js";
import { implementerName, resourceTable, runtime } from "./places.js";

/** The interface; `empty` when the group has methods only, which objects of the app bring along. */
export function implementer(group: Group, cx: Context): Fragment {
  const free = group.functions.filter((fn) => fn.kind === "free");
  const members = [
    ...free.map((fn) => lines([funcDocs(fn), code`${signature(fn, cx)};`])),
    ...group.resources.map((id) => classMember(id, group, cx)).filter((f) => f.text !== ""),
  ];
  if (members.length === 0) return empty;
  return code`
    ${docs(group.docs)}
    export interface ${implementerName(group, cx)} {
      ${paragraphs(members)}
    }`;
}

/** `readonly Counter: { new (start: number): Counter; ... };` */
function classMember(id: ResourceId, group: Group, cx: Context): Fragment {
  const own = group.functions.filter((fn) => fn.resource === id && fn.kind !== "method");
  if (own.length === 0) return empty;
  const name = cx.names.resource(id);
  const members = own.map((fn) => lines([funcDocs(fn), classSignature(fn, name, cx)]));
  return code`
    /** The class of ${`\`${name}\``}. */
    readonly ${name}: {
      ${paragraphs(members)}
    };`;
}

const classSignature = (fn: FuncPlan, name: string, cx: Context): Fragment =>
  fn.kind === "constructor" ? breakable("new (", parameters(fn, cx), `): ${name};`) : code`${signature(fn, cx)};`;

/** `exportLifecycle(app)` */
export function exporter(group: Group, cx: Context): Fragment {
  const needsApp = implementer(group, cx).text !== "";
  const name = implementerName(group, cx);
  const functions = group.functions.map((fn) =>
    lines([func(fn, cx.func(fn)), register(fn.core.field, signatureOf(fn.signature), coreName(fn, cx), fn.post)]),
  );
  const destructors = group.resources.map((id) => destructor(cx.resource(id), cx));
  const all = [...functions, ...destructors].filter((f) => f.text !== "");
  if (all.length === 0) return empty;
  return code`
    /** Exports ${`\`${group.module}\``} from the module${needsApp ? ", with `app` behind it" : ""}. */
    export function export${name}(${needsApp ? `app: ${name}` : ""}): void {
      ${paragraphs(all)}
    }`;
}

function register(field: string, signature: string, name: string, post: FuncPlan["post"]): Fragment {
  const args = [JSON.stringify(field), signature, name];
  return breakable("__ocre.export(", post === undefined ? args : [...args, runtime("memory", "release")], ");");
}

function destructor(resource: ResourcePlan, cx: Context): Fragment {
  if (resource.destructor === undefined) return empty;
  const name = intrinsicName(resource, "dispose");
  return lines([
    code`
      const ${name} = (object: number): void => {
        ${runtime("resources", "dispose")}(${resourceTable(resource.id, cx)}, object);
      };`,
    register(resource.destructor, '"i:"', name, undefined),
  ]);
}

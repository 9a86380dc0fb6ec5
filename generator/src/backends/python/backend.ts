/** The Python back-end: modules over componentize-py's bindings, which raise, register handlers and log as Python does. */
import type { AbiProfile } from "../../abi/profile.js";
import type { Backend } from "../../backend/contract.js";
import { empty } from "../../emit/code.js";
import { runtimePaths } from "../../emit/runtime.js";
import { exportsResources } from "./exported-resources.js";
import { extraFiles, file, files } from "./files.js";
import { imported, signature } from "./functions.js";
import { worldChanges } from "./kinds.js";
import { names } from "./names.js";
import { expr, stmt } from "./no-glue.js";
import { stubFiles } from "./stubs.js";
import { check, toolGraph } from "./tool-graph.js";
import { typeRef } from "./types.js";
import { unboundGroups } from "./unbound.js";

const profile: AbiProfile = {
  layout: "copied",
  memory: "pointer",
  storage: "gc",
  errors: "returned",
  bulk: new Set(),
};

export const backend: Backend = {
  id: "python",
  title: "Python",
  side: "guest",
  profile,
  supports: {
    async: false,
    streams: false,
    errorContext: false,
    fixedLists: true,
    maps: true,
    exportedResources: true,
  },
  names,
  options: [],
  toolGraph,
  files,
  typeRef: (type, cx) => typeRef(type, cx),
  // The bindings declare all types.
  typeDecl: () => empty,
  resourceDecl: () => empty,
  func: (_, cx) => imported(cx, cx.group, "file"),
  spelling: (cx) => {
    const self = cx.fn.kind === "method" || cx.fn.kind === "constructor" ? "self" : "";
    const { text, imports } = signature(cx, self, "page", Number.NEGATIVE_INFINITY);
    return { text: text.replace(/:$/, ""), imports };
  },
  expr,
  stmt,
  file,
  extraFiles: (cx) => [...extraFiles(cx), ...stubFiles(cx)],
  runtime: (cx) =>
    runtimePaths("python", { plan: cx.plan }).filter((path) => {
      if (path === "kinds.py") return worldChanges(cx.plan, cx);
      if (path === "released.py") return exportsResources(cx.plan);
      return path !== "unbound.py" || unboundGroups(cx).length > 0;
    }),
  check,
};

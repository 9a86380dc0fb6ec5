/** Exported objects are released when the host drops their handle, which componentize-py leaves out. */
import type { Plan } from "../../abi/plan-model.js";
import type { GeneratedFile } from "../../emit/files.js";
import {
  callsIn,
  changeCoreModules,
  encodeUnsigned,
  type FunctionReplacement,
  replaceFunction,
} from "../../wasm/index.js";

export const exportsResources = ({ resources }: Pick<Plan, "resources">): boolean =>
  resources.some(({ direction }) => direction === "export");

/** Name of the module that is imported in place of the app's. */
export const entryModule = "ocrekit_entry";

/** Before componentize-py looks at anything, the app's module and the SDK's half of the release are there. */
export function entryFile(folder: string, app: string): GeneratedFile {
  const text = [
    "import sys",
    "",
    "import sdk.released  # noqa: F401",
    "",
    `import ${app}`,
    "",
    `sys.modules[__name__] = ${app}`,
    "",
  ].join("\n");
  return { path: `${folder}/${entryModule}.py`, text };
}

/**
 * What the interpreter does with exported objects, mended; nothing when it is not the one that this was written for.
 *
 * A handle of the host's stands for a reference to the object, which is never given back: the destructor does nothing,
 * and an object that the host hands back gets one more reference.
 */
export function releasing(component: Uint8Array): Uint8Array | undefined {
  let done = 0;
  const changed = changeCoreModules(component, (module) => {
    const dropped = replaceFunction(module, givesBackWhenDropped);
    const made = dropped && replaceFunction(dropped, givesBackWhenReturned);
    if (made !== undefined) done += 1;
    return made;
  });
  return done === 1 ? changed : undefined;
}

/** state = PyGILState_Ensure(); _Py_DecRef(object); PyGILState_Release(state) */
const givesBackWhenDropped: FunctionReplacement = {
  exported: "wit_dylib_resource_dtor",
  calls: ["PyGILState_Ensure", "_Py_DecRef", "PyGILState_Release"],
  body: ([ensure = 0, decref = 0, release = 0]) => [
    ...[0x01, 0x01, 0x7f],
    ...[...called(ensure), 0x21, 0x02],
    ...[0x20, 0x01, ...called(decref)],
    ...[0x20, 0x02, ...called(release)],
    0x0b,
  ],
};

/** The object's new owner takes over the handle's reference: the first of two calls of _Py_IncRef is left out. */
const givesBackWhenReturned: FunctionReplacement = {
  exported: "wit_dylib_push_own",
  calls: ["_Py_IncRef"],
  body: ([incref = 0], old) => {
    const calls = callsIn(old, incref);
    const [[start, end] = [0, 0]] = calls;
    if (calls.length !== 2) return undefined;
    return [...old.subarray(0, start), 0x1a, ...old.subarray(end)];
  },
};

const called = (index: number): readonly number[] => [0x10, ...encodeUnsigned(index)];

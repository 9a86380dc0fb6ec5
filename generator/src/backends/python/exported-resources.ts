/** Exported objects are released when the host drops their handle, which componentize-py leaves out. */
import type { Plan } from "../../abi/plan-model.js";
import type { GeneratedFile } from "../../emit/files.js";
import { changeCoreModules, encodeUnsigned, replaceFunction } from "../../wasm/index.js";

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
 * The interpreter's destructor of exported objects does nothing, so that the reference which the host's handle stands
 * for is never given back. Its new body gives it back: state = PyGILState_Ensure(); _Py_DecRef(object);
 * PyGILState_Release(state). Nothing when the interpreter is not the one that this was written for.
 */
export function releasing(component: Uint8Array): Uint8Array | undefined {
  let done = 0;
  const changed = changeCoreModules(component, (module) => {
    const made = replaceFunction(module, {
      exported: "wit_dylib_resource_dtor",
      calls: ["PyGILState_Ensure", "_Py_DecRef", "PyGILState_Release"],
      body: ([ensure = 0, decref = 0, release = 0]) => [
        ...[0x01, 0x01, 0x7f],
        ...[...called(ensure), 0x21, 0x02],
        ...[0x20, 0x01, ...called(decref)],
        ...[0x20, 0x02, ...called(release)],
        0x0b,
      ],
    });
    if (made !== undefined) done += 1;
    return made;
  });
  return done === 1 ? changed : undefined;
}

const called = (index: number): readonly number[] => [0x10, ...encodeUnsigned(index)];

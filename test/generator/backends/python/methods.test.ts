/** Every method of an imported resource is in the SDK with its permission and its errors, to be read and for `help`. */
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FuncPlan, Group } from "ocrekit/abi";
import { loadWit } from "ocrekit/graph";
import { beforeAll, describe, expect, it } from "vitest";
import { generateFromWit } from "../../../../generator/src/backend/from-wit.js";
import { backend } from "../../../../generator/src/backends/python/backend.js";
import type { FileSet } from "../../../../generator/src/emit/files.js";
import { writeFiles } from "../../../../generator/src/emit/writer.js";
import { keptFolder } from "../../../support/ocrekit.js";
import { repository, requireTool } from "../../../support/toolchain.js";

interface Method {
  readonly module: string;
  readonly resource: string;
  readonly fn: FuncPlan;
}

const folder = keptFolder();
let files: FileSet = [];
let methods: readonly Method[] = [];

const words = (kebab: string): readonly string[] => kebab.split("-");
const pascal = (kebab: string): string =>
  words(kebab)
    .map((w) => w.slice(0, 1).toUpperCase() + w.slice(1))
    .join("");
const snake = (kebab: string): string => words(kebab).join("_");
const bare = ({ name }: FuncPlan): string => name.replace(/^.*\./, "");
const moduleOf = ({ package: pkg, name }: Group): string => ["sdk", pkg.namespace, pkg.name, name].map(snake).join(".");

/** A world of all interfaces of ours that have resources. */
beforeAll(() => {
  const { graph } = loadWit(`${repository}/wit`);
  const faces = graph?.interfaces.filter((face) =>
    [...face.types.values()].some((id) => graph.types[id]?.kind.kind === "resource"),
  );
  const imports = faces?.map(({ package: id, name }) => {
    const pkg = graph?.packages[id]?.name;
    return `  import ${pkg?.namespace}:${pkg?.name}/${name}@${pkg?.version};`;
  });
  const wit = join(folder, "all.wit");
  writeFileSync(wit, `package test:all;\nworld all {\n${imports?.join("\n")}\n}\n`);
  const generated = generateFromWit(backend, { wit });
  expect(generated.diagnostics).toEqual([]);
  files = generated.files;
  const { plan } = generated;
  methods = (plan?.groups ?? []).flatMap((group) =>
    group.functions.flatMap((fn) => {
      const resource = plan?.resources.find(({ id }) => id === fn.resource)?.name;
      return resource === undefined ? [] : [{ module: moduleOf(group), resource, fn }];
    }),
  );
  expect(new Set(methods.map(({ module }) => module)).size).toBe(faces?.length);
  const declared = faces
    ?.flatMap((face) => [...face.functions.values()])
    .filter(({ kind }) => kind.kind !== "freestanding");
  expect(methods.length).toBe(declared?.length);
});

/** What somebody who reads about the function has to find, by its directives. */
function facts({ directives }: FuncPlan): readonly RegExp[] {
  if (directives === undefined) throw new Error("a function without directives");
  const { guard, errors, blocks } = directives;
  const permissions =
    guard.kind === "requires"
      ? guard.lines.flatMap((line) => line.permissions.map(({ scope }) => scope.replace(".", "\\.")))
      : [guard.kind === "inherits" ? "of the handle" : "none"];
  return [
    ...permissions.map((what) => new RegExp(`^ *\\* permission +.*${what}`, "m")),
    ...((errors?.length ?? 0) > 0 ? [new RegExp(`^ *\\* errors +${errors?.join(", ")}$`, "m")] : []),
    ...(blocks === undefined ? [] : [/^ *\* waits +\w/m]),
  ];
}

const missing = (text: string, { fn }: Method): readonly string[] => [
  ...facts(fn).flatMap((fact) => (fact.test(text) ? [] : [String(fact)])),
  ...fn.params
    .slice(fn.kind === "method" ? 1 : 0)
    .flatMap(({ name }) => (text.includes(`${snake(name)}: `) ? [] : [name])),
  ...(/@requires|@errors|@inherits|@flat/.test(text) ? ["in words"] : []),
];

const titleOf = ({ module, resource, fn }: Method): string => `${module} ${resource} ${fn.name}`;

describe("each method of an imported resource has its signature, its permission and its errors", () => {
  it("in the module of its interface", () => {
    const wrong = methods.flatMap((method) => {
      const text = files.find(({ path }) => path === `${method.module.replaceAll(".", "/")}.py`)?.text ?? "";
      const [, body = ""] = text.split(`\nclass ${pascal(method.resource)}(`);
      const [, after = ""] = (body.split("\n\n\n")[0] ?? "").split(`    def ${snake(bare(method.fn))}(`);
      const said = missing(after.split("\n        ...\n")[0] ?? "", method);
      return said.length === 0 ? [] : [`${titleOf(method)}: ${said.join(", ")}`];
    });
    expect(wrong).toEqual([]);
  });

  it("by help(), over the bindings of componentize-py", { timeout: 60_000 }, (context) => {
    const tool = requireTool("componentize-py", context);
    const python = requireTool("python", context);
    writeFiles(folder, files);
    const flags = (files.find(({ path }) => path === "flags.txt")?.text ?? "").split("\n");
    const args = flags.filter((line) => line !== "" && !line.startsWith("#"));
    const bound = spawnSync(tool.command, [...tool.args, "-q", "-d", "wit", ...args, "bindings", "bindings"], {
      cwd: folder,
      encoding: "utf8",
    });
    expect({ status: bound.status, stderr: bound.stderr }).toEqual({ status: 0, stderr: "" });
    const script = join(repository, "test/generator/backends/python/methods_shown.py");
    const { status, stdout, stderr } = spawnSync(python.command, ["-B", script, folder], { encoding: "utf8" });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const shown: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> =
      JSON.parse(stdout);
    const wrong = methods.flatMap((method) => {
      const text = shown[method.module]?.[pascal(method.resource)]?.[snake(bare(method.fn))] ?? "";
      const said = missing(text, method);
      return said.length === 0 ? [] : [`${titleOf(method)}: ${said.join(", ")}\n${text}`];
    });
    expect(wrong).toEqual([]);
  });
});

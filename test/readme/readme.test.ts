/** What the READMEs tell people to type does what they say: every `sh` block is run, in order, in a copy of the repository's inputs. */
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadWit } from "../../generator/src/graph/index.js";
import { keptFolder, ocrekitScript } from "../support/ocrekit.js";
import { cache, inCi, repository, requireTool } from "../support/toolchain.js";

interface Block {
  readonly commands: readonly string[];
  readonly exit: number;
}

/** How `ocrekit run` ends when an app went over a limit. */
const overTime = 13;

/** Run by others: the demo by its own test, the tests by whoever runs this. */
const elsewhere = new Set(["npm run demo", "npm test"]);

const examples = readdirSync(join(repository, "examples"), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `examples/${entry.name}/README.md`);

/** One for all pages: no example is in another's way. */
const inputs = copyOfInputs();

describe.each(["README.md", ...examples])("%s", (path) => {
  const blocks = blocksOf(readFileSync(join(repository, path), "utf8"));

  it("has commands to run", () => {
    expect(blocks.flatMap(({ commands }) => commands)).not.toEqual([]);
  });

  it("says what works", { timeout: 300_000 }, (context) => {
    requireTool("zig", context);
    const { folder, env } = inputs;
    for (const { commands, exit } of blocks) {
      for (const command of commands) {
        if (elsewhere.has(command)) continue;
        const start = () => spawnSync(command, { cwd: folder, env, shell: true, encoding: "utf8", timeout: 120_000 });
        const first = start();
        // A call took longer than 50 ms of real time, because compilers of other tests were at work: that may be once.
        const { status, stdout, stderr } = first.status === overTime && exit !== overTime ? start() : first;
        // An app of a language whose compiler is not here; the message says how to get it.
        if (status !== exit && stderr.includes("build/no-compiler") && !inCi) context.skip(stderr);
        expect({ command, status, output: status === exit ? "" : stdout + stderr }).toEqual({
          command,
          status: exit,
          output: "",
        });
      }
    }
  });
});

it("examples use every interface of our packages", (context) => {
  const loaded = loadWit(join(repository, "wit"));
  if (loaded.graph === undefined) throw new Error("our WIT is wrong");
  const { interfaces, packages } = loaded.graph;
  const wanted = interfaces.flatMap(({ functions, name, package: owner }) => {
    const { namespace, name: of } = packages[owner]?.name ?? { namespace: "", name: "" };
    return functions.size === 0 ? [] : [`${namespace}:${of}/${name}`];
  });
  // The pages above have built them all; what is left out had no compiler here, and was skipped by name.
  const modules = readdirSync(join(inputs.folder, "examples"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(join("build", "app.wasm")))
    .map((path) => readFileSync(join(inputs.folder, "examples", path)))
    .filter((bytes) => WebAssembly.validate(new Uint8Array(bytes)));
  const used = modules.flatMap((bytes) => {
    const module = new WebAssembly.Module(new Uint8Array(bytes));
    const names = [
      ...WebAssembly.Module.imports(module).map((entry) => entry.module),
      ...WebAssembly.Module.exports(module).map((entry) => entry.name),
    ];
    return names.map((name) => name.replace(/[@#].*$/, ""));
  });
  if (modules.length < examples.length && !inCi) context.skip("some examples were not built, see above");
  expect(wanted.length).toBeGreaterThan(20);
  expect(wanted.filter((name) => !used.includes(name))).toEqual([]);
});

describe("README.md", () => {
  const text = readFileSync(join(repository, "README.md"), "utf8");
  const { scripts } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8"));

  it("begins with the demo and the tests", () => {
    expect(blocksOf(text)[0]).toEqual({ commands: ["npm run demo", "npm test"], exit: 0 });
  });

  it("names only tasks that package.json has", () => {
    const named = [...text.matchAll(/npm (?:run ([\w:]+)|(test))/g)].map(([, script, test]) => script ?? test ?? "");
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
    expect(named).toContain("check");
  });

  it("links to files that are there", () => {
    const links = [...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, target]) => target ?? "");
    expect(links.filter((target) => !readable(target))).toEqual([]);
    expect(links.length).toBeGreaterThan(5);
  });
});

/** ```` ```sh ```` and ```` ```sh exit=11 ````; a line is a command. */
function blocksOf(text: string): readonly Block[] {
  return [...text.matchAll(/^```sh(?: exit=(\d+))?\n(.*?)^```$/gms)].map(([, exit, body = ""]) => ({
    exit: Number(exit ?? 0),
    commands: body.split("\n").filter((line) => line !== "" && !line.startsWith("#")),
  }));
}

/** `npx ocrekit` there is the one of this clone. */
function copyOfInputs() {
  const folder = keptFolder();
  const generated = /[\\/](build|node_modules)$/;
  for (const name of ["wit", "examples"])
    cpSync(join(repository, name), join(folder, name), {
      recursive: true,
      filter: (source) => !generated.test(source),
    });
  const bin = join(folder, ".bin");
  mkdirSync(bin);
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
  const tsc = join(repository, "node_modules/typescript/bin/tsc");
  const npx = join(bin, "npx");
  const programs = [
    `ocrekit) shift; exec "${process.execPath}" "${ocrekitScript}" "$@";;`,
    `tsc) shift; exec "${process.execPath}" "${tsc}" "$@";;`,
  ];
  writeFileSync(
    npx,
    `#!/bin/sh\ncase "$1" in\n${programs.join("\n")}\n*) echo "npx runs ocrekit and tsc only"; exit 99;;\nesac\n`,
  );
  chmodSync(npx, 0o755);
  const env = {
    ...process.env,
    NO_COLOR: "1",
    FORCE_COLOR: undefined,
    OCREKIT_CACHE: cache,
    PATH: `${bin}${delimiter}${process.env["PATH"] ?? ""}`,
  };
  return { folder, env };
}

function readable(path: string): boolean {
  try {
    return path.endsWith("/")
      ? readdirSync(join(repository, path)).length > 0
      : readFileSync(join(repository, path)).length > 0;
  } catch {
    return false;
  }
}

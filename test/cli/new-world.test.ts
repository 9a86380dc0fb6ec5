/** `ocrekit new --world`: an app of any world, with the files that editors and the language's own tools want. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildableLanguages } from "../../generator/src/backend/registry.js";
import { templatesOf } from "../../generator/src/build/app-templates.js";
import { coreLanguages } from "../support/core-languages.js";
import { ocrekit, temporaryFolder } from "../support/ocrekit.js";
import { buildApp } from "../support/run-app.js";
import { cache, repository, requireTool } from "../support/toolchain.js";

type Context = Parameters<typeof buildApp>[1];

/** The folder of a new app. */
function newApp(language: string, ...from: readonly string[]): string {
  const cwd = temporaryFolder();
  const made = ocrekit(["new", language, "my-app", ...from], { cwd });
  expect({ status: made.status, stderr: made.stderr }).toEqual({ status: 0, stderr: "" });
  return join(cwd, "my-app");
}

/** What is in a folder beside the app's sources and what says who it is. */
function projectOf(folder: string): Readonly<Record<string, string>> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")] as const)
    .filter(([path]) => !/^(src\/|wit\/|README\.md$|ocre\.json$|grants\.json$)/.test(path));
  return Object.fromEntries(files);
}

/** By which a language's own tools know a project; others have none that our templates have a file for. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  assemblyscript: ["package.json", "tsconfig.json"],
  c: ["compile_flags.txt"],
  cpp: ["compile_flags.txt"],
  go: ["go.mod"],
  python: ["pyproject.toml"],
  rust: [".cargo/config.toml", "Cargo.toml"],
  typescript: ["package.json", "tsconfig.json"],
  zig: ["build.zig"],
};

describe("the files of a project", () => {
  it.for(buildableLanguages)("%s has the same ones from a template and from a world", (language) => {
    const templates = templatesOf(language);
    expect(templates.length).toBeGreaterThan(0);
    const fromWorld = projectOf(newApp(language, "--world", "reactor"));
    expect(Object.keys(fromWorld).toSorted()).toEqual([...(wanted[language] ?? []), ".gitignore"].toSorted());
    for (const template of templates) expect(projectOf(newApp(language, "--template", template))).toEqual(fromWorld);
  });

  it("are of the compiler that compiles them", () => {
    const ours = JSON.parse(readFileSync(join(repository, "test/package.json"), "utf8"));
    const theirs = JSON.parse(readFileSync(join(newApp("assemblyscript"), "package.json"), "utf8"));
    expect(theirs.devDependencies.assemblyscript).toBe(ours.dependencies.assemblyscript);
  });
});

interface Said {
  readonly status: number | null;
  readonly text: string;
}

function say(command: string, args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): Said {
  const options = { cwd, encoding: "utf8", timeout: 300_000, env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  return { status, text: `${stdout}${stderr}${error?.message ?? ""}` };
}

const typescript = join(repository, "node_modules/typescript/bin/tsc");

/** What the language's own tool says of a project that is built, by that project's own files. */
const tools: Readonly<Record<string, (folder: string, context: Context) => Said>> = {
  c: (folder, context) => checkedByZig("cc", "src/app.c", folder, context),
  cpp: (folder, context) => checkedByZig("c++", "src/app.cpp", folder, context),
  go: (folder, context) => {
    const { command, args } = requireTool("go", context);
    const env = { GOOS: "wasip1", GOARCH: "wasm", GOFLAGS: "", GOTOOLCHAIN: "local", GOWORK: "off" };
    return say(command, [...args, "vet", "./..."], folder, env);
  },
  rust: (folder, context) => {
    const { command, args } = requireTool("rust", context);
    return say(join(dirname(command), "cargo"), ["check", "--quiet", "--offline"], folder, {
      RUSTC: command,
      CARGO_ENCODED_RUSTFLAGS: [...args, "-Dwarnings"].join("\u001f"),
    });
  },
  python: (folder, context) => {
    const { command } = requireTool("mypy", context);
    const said = say(command, ["-m", "mypy", "--cache-dir", join(cache, "compile", "python", "mypy")], folder);
    return { ...said, text: said.text.replace(/^Success: no issues found.*\n$/, "") };
  },
  zig: (folder, context) => {
    const { command, args } = requireTool("zig", context);
    const made = ["--prefix", "build/zig", "--cache-dir", join(cache, "zig-build")];
    const said = say(command, [...args, "build", ...made], folder);
    if (said.status !== 0) return said;
    const [theirs, ours] = ["build/zig/bin/app.wasm", "build/app.wasm"].map((path) => readFileSync(join(folder, path)));
    return { ...said, text: `${said.text}${ours?.equals(theirs ?? Buffer.of()) ? "" : "another module"}` };
  },
  typescript: (folder) => say(process.execPath, [typescript, "-p", "."], folder),
  // The SDK's own memory is made of words that only asc knows.
  assemblyscript: (folder) => {
    const { text } = say(process.execPath, [typescript, "--noEmit", "--pretty", "false", "-p", "."], folder);
    const own = text.split("\n").filter((line) => !/^(build\/|\S*node_modules\/assemblyscript\/std\/|\s|$)/.test(line));
    return { status: own.length, text: own.join("\n") };
  },
};

function checkedByZig(driver: "cc" | "c++", source: string, folder: string, context: Context): Said {
  const flags = readFileSync(join(folder, "compile_flags.txt"), "utf8").trim().split("\n");
  const { command, args } = requireTool("zig", context);
  return say(command, [...args, driver, ...flags, "-Werror", "-c", "-o", "build/checked.o", source], folder);
}

describe("an app of a world", () => {
  it.for(coreLanguages)(
    "%s builds, and the language's own tool accepts it",
    { timeout: 300_000 },
    (language, context) => {
      const folder = newApp(language, "--world", "app", "--wit", join(repository, "examples/relay/wit"));
      expect(existsSync(join(folder, "wit/relay.wit"))).toBe(true);
      const manifest = JSON.parse(readFileSync(join(folder, "ocre.json"), "utf8"));
      expect(manifest).toMatchObject({ name: "my-app", world: "acme:relay/app" });
      expect(manifest.build.sources).toEqual(
        JSON.parse(readFileSync(join(newApp(language), "ocre.json"), "utf8")).build.sources,
      );
      expectAccepted(folder, language, context);
    },
  );

  it.for(Object.keys(tools))("%s has all handlers of a reactor", { timeout: 300_000 }, (language, context) => {
    expectAccepted(newApp(language, "--world", "reactor"), language, context);
  });

  it("zig has the stack that a template asks for", { timeout: 300_000 }, (context) => {
    const folder = newApp("zig", "--template", "button");
    expect(readFileSync(join(folder, "ocre.json"), "utf8")).toContain('"stack": 8192');
    expectAccepted(folder, "zig", context);
  });

  it.for(Object.keys(tools))("%s is refused by that tool without its SDK", (language, context) => {
    const folder = newApp(language, "--world", "reactor");
    linkPackages(folder);
    expect(tools[language]?.(folder, context).status).not.toBe(0);
  });
});

/** As \`npm install\` would. */
function linkPackages(folder: string): void {
  if (existsSync(join(folder, "package.json")))
    symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"), "dir");
}

function expectAccepted(folder: string, language: string, context: Context): void {
  linkPackages(folder);
  buildApp(folder, context);
  expect(ocrekit(["build", folder, "--json"])).toMatchObject({ status: 0 });
  expect(tools[language]?.(folder, context) ?? { status: 0, text: "" }).toEqual({ status: 0, text: "" });
}

/** The page of a new app: which file is what, and the commands that build it and run it. */
import type { FileSet, GeneratedFile } from "../emit/files.js";

export interface AppReadme {
  readonly language: string;
  readonly name: string;
  /** `--template blinky` */
  readonly from: string;
  readonly makes: "core" | "component";
}

const known: Readonly<Record<string, string>> = {
  "ocre.json": "its name and world, how it is built, and the permissions that it `requires`",
  "grants.json": "what an operator allows it; nothing else is allowed",
  "Cargo.toml": "for editors and for `cargo`",
  "go.mod": "the Go module; the SDK is in `build/sdk`",
  "build.zig": "for editors and for `zig build`",
  "compile_flags.txt": "for editors: clangd",
  "package.json": "for editors: the package that they need",
  "tsconfig.json": "for editors and for `tsc`",
};

export function appReadme(app: AppReadme, files: FileSet): GeneratedFile {
  const rows = files.flatMap(({ path }) => {
    const what = path.startsWith("src/") ? "the app" : path.startsWith("wit/") ? "its world" : known[path];
    return what === undefined ? [] : [`| \`${path}\` | ${what} |`];
  });
  const run = `\nocrekit run . --grants grants.json${usesLines(files) ? " --trace lines.svg" : ""}`;
  const text = `# ${app.name}

Made by \`ocrekit new ${app.language} ${app.name} ${app.from}\`.

| file | what it is |
| ---- | ---------- |
${rows.join("\n")}
| \`build/\` | made by \`ocrekit build\`: \`app.wasm\`, and the SDK with its documentation |

\`\`\`sh
ocrekit build${app.makes === "core" ? run : ""}
\`\`\`

${app.makes === "core" ? running : component}
`;
  return { path: "README.md", text };
}

const running = `Without \`--grants\` the app is denied, and told which permission it lacks. \`ocrekit run --help\` has more: a simulated world, virtual
time, limits.`;
const component = "The result is a component, for hosts of components; `ocrekit run` takes core modules.";

/** Then there is something to draw. */
const usesLines = (files: FileSet): boolean => files.some((f) => f.path === "grants.json" && /"gpio/.test(f.text));

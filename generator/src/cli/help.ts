/** The help of the command as a whole, and the list of its commands. */
import { buildableLanguages } from "../backend/registry.js";
import type { Command } from "./command-io.js";

export interface CommandEntry {
  readonly summary: string;
  /** What follows the command's name, for the list and for `--help`. */
  readonly usage: string;
  /** Shown by `ocrekit NAME --help`; without it the command answers `--help` itself. */
  readonly help?: string;
  /** Loaded when it is run: the start of the command must not pay for what it does not do. */
  readonly load: () => Promise<Command>;
}

export const commands: ReadonlyMap<string, CommandEntry> = new Map<string, CommandEntry>([
  [
    "new",
    {
      summary: "start an app: a folder with sources, ocre.json and grants.json",
      usage: "LANG NAME [--template T | --world W [--wit PATH]] [--dir D]",
      help: `  LANG  ${buildableLanguages.join(", ")}
  NAME  of the app, and of its folder

  --template T  blinky (default), or another one of the language; 'list' shows them
  --world W     instead of a template: an empty implementation of what world W exports
  --wit PATH    where world W is, when it is not ocrekit's own; copied into the app
  --dir D       the folder to write to instead of ./NAME
  --json        what was written, as JSON`,
      load: async () => (await import("./new.js")).newCommand,
    },
  ],
  [
    "build",
    {
      summary: "generate the SDK of an app, compile it, check what it imports",
      usage: "[DIR]",
      help: `  DIR  the folder with ocre.json; the current one by default

  --offline  never download a toolchain
  --force    compile although nothing changed
  --verbose  show the compiler's command line
  --json     the result as JSON`,
      load: async () => (await import("./build.js")).buildCommand,
    },
  ],
  [
    "run",
    {
      summary: "run apps under default deny",
      usage: "DIR|ocre.json|APP.wasm... [--grants F] [--allow P]...",
      load: async () => (await import("./run.js")).runCommand,
    },
  ],
  [
    "generate",
    {
      summary: "write an SDK for guests or a guarded host from WIT",
      usage: "LANG [WIT] --world W --out-dir D",
      load: async () => (await import("./generate.js")).generateCommand,
    },
  ],
  [
    "languages",
    {
      summary: "list the languages, and what each can do",
      usage: "[--json]",
      help: "  --json  also the capabilities and the options of each",
      load: async () => (await import("./languages.js")).languagesCommand,
    },
  ],
  [
    "wit",
    {
      summary: "check WIT; print it resolved",
      usage: "PATH [--world W] [--json|--text]",
      load: async () => (await import("./wit.js")).witCommand,
    },
  ],
  [
    "inspect",
    {
      summary: "show a stage of generation, or what a module can ask for at most",
      usage: "WIT --stage S | APP.wasm",
      help: `  WIT       a file or folder; --stage says which stage of generation to show
  APP.wasm  a module: imports, exports, permissions it can ask for at most, memory, size

  --stage S  graph, plan, names or files
  --world W  when the WIT has several
  --lang L   whose names and files; c by default
  --func F   only functions with this name
  --wit W    packages of your own that the module imports
  --json     as JSON`,
      load: async () => (await import("./inspect.js")).inspectCommand,
    },
  ],
  [
    "policy",
    {
      summary: "check grants; explain one decision",
      usage: "check|explain ...",
      load: async () => (await import("./policy.js")).policyCommand,
    },
  ],
  [
    "doctor",
    {
      summary: "tell which toolchains are there, and how to get the others",
      usage: "[--install ID]",
      help: `  --install ID  download a toolchain into the cache now: zig, assemblyscript, rust, go, quickjs,
                componentize-js, componentize-py
  --quiet       only what is missing
  --json        as JSON`,
      load: async () => (await import("./doctor.js")).doctorCommand,
    },
  ],
  [
    "setup",
    {
      summary: "get what apps in a language need, before the first build does",
      usage: "js",
      help: `  js       the engine of TypeScript and JavaScript apps: QuickJS, built once with zig and cargo
  --quiet  say nothing but errors`,
      load: async () => (await import("./setup.js")).setupCommand,
    },
  ],
]);

/** `ocrekit --help`. */
export function overview(version: string): string {
  const width = Math.max(...[...commands.keys()].map((name) => name.length));
  const list = [...commands].map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
  return `ocrekit ${version}: SDKs and guarded hosts for WebAssembly containers, generated from WIT

usage: ocrekit COMMAND [ARGUMENT...]

${list}

  ocrekit COMMAND --help  what a command takes
  ocrekit --version       the version

Exit status: 0 done, 1 mistakes in the input, 2 wrong command line, 70 a bug of ocrekit; 'run' has more.
`;
}

/** `ocrekit NAME --help`, for commands that leave it to this table. */
export function commandHelp(name: string, entry: CommandEntry): string {
  return `usage: ocrekit ${name} ${entry.usage}\n\n${entry.summary}\n\n${entry.help ?? ""}\n`;
}

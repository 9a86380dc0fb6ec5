#!/usr/bin/env node
/** The `ocrekit` command: finds the command, runs it, turns what goes wrong into an exit status. */
import { readFileSync } from "node:fs";
import { type CommandIo, exitCodes } from "./command-io.js";
import { type CommandEntry, commandHelp, commands, overview } from "./help.js";

process.exitCode = await main(process.argv.slice(2), processIo());

async function main(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name, ...rest] = argv;
  if (name === undefined || name === "--help" || name === "-h" || (name === "help" && rest.length === 0)) {
    io.stdout(overview(version()));
    return name === undefined ? exitCodes.usage : exitCodes.ok;
  }
  if (name === "--version" || name === "-V") {
    io.stdout(`${version()}\n`);
    return exitCodes.ok;
  }
  if (name === "help") return main([...rest, "--help"], io);
  const entry = commands.get(name);
  if (entry === undefined) return unknownCommand(name, io);
  if (entry.help !== undefined && asksForHelp(rest)) {
    io.stdout(commandHelp(name, entry));
    return exitCodes.ok;
  }
  return run(name, entry, rest, io);
}

async function run(name: string, entry: CommandEntry, argv: readonly string[], io: CommandIo): Promise<number> {
  try {
    const command = await entry.load();
    return await command(argv, io);
  } catch (error) {
    if (error instanceof Error && error.name === "UsageError") {
      io.stderr(
        `ocrekit ${name}: ${error.message}\nusage: ocrekit ${name} ${entry.usage}\n       ocrekit ${name} --help says more\n`,
      );
      return exitCodes.usage;
    }
    const problem = systemProblem(error);
    io.stderr(problem === undefined ? bugReport(name, error) : `ocrekit ${name}: ${problem}\n`);
    return problem === undefined ? exitCodes.bug : exitCodes.input;
  }
}

async function unknownCommand(name: string, io: CommandIo): Promise<number> {
  const { didYouMean } = await import("../diagnostics/suggest.js");
  const what = name.startsWith("-") ? "option" : "command";
  const known = what === "option" ? ["--help", "--version"] : commands.keys();
  io.stderr(
    `ocrekit: unknown ${what} '${name}'${didYouMean(name, known)}\n       ocrekit --help lists what there is\n`,
  );
  return exitCodes.usage;
}

/** A disk that is full or a folder that may not be written is nobody's bug. */
function systemProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("syscall" in error) || !("path" in error) || !("code" in error)) return undefined;
  const reasons: Readonly<Record<string, string>> = {
    EACCES: "permission denied",
    EPERM: "not permitted",
    ENOSPC: "no space left on the disk",
    EROFS: "read-only file system",
    ENOTDIR: "a folder is needed, and there is a file",
    EISDIR: "a file is needed, and there is a folder",
    ENOENT: "no such file or folder",
    EEXIST: "exists already",
  };
  const reason = reasons[String(error.code)];
  return reason === undefined ? undefined : `${String(error.path)}: ${reason}`;
}

function bugReport(name: string, error: unknown): string {
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `ocrekit ${name}: internal error; this is a bug of ocrekit, not of your input.
${what}

Please report it with the lines above, the command line, and:
  ocrekit ${version()}, Node ${process.versions.node}, ${process.platform} ${process.arch}
`;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf("--");
  const own = end < 0 ? argv : argv.slice(0, end);
  return own.includes("--help") || own.includes("-h");
}

function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

function processIo(): CommandIo {
  const { env, stdout, stderr } = process;
  // `ocrekit ... | head` closes the pipe early, which is no error of anybody.
  for (const stream of [stdout, stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "EPIPE") process.exit(0);
      throw error;
    });
  }
  const forced = env["FORCE_COLOR"];
  const plain = (env["NO_COLOR"] ?? "") !== "" || env["TERM"] === "dumb";
  const colour =
    forced !== undefined && forced !== "0" ? true : !plain && stdout.isTTY === true && stderr.isTTY === true;
  return {
    stdout: (text) => void stdout.write(text),
    stderr: (text) => void stderr.write(text),
    colour,
    cwd: process.cwd(),
    env,
  };
}

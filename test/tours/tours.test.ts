/**
 * Every function of our packages, called by a guest: with its grant it does what it says, without it answers `denied`.
 * The guests are the C apps beside this file; each logs a line for each call.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Graph, loadWit } from "ocrekit/graph";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseDirectives } from "../../generator/src/graph/directives.js";
import { temporaryFolder } from "../support/ocrekit.js";
import { repository, requireTool } from "../support/toolchain.js";
import { EchoServer } from "./echo-server.js";
import { buildTour, runTour, type Tour, transcript } from "./tour.js";

const hardware = ["--sim", fileURLToPath(new URL("hardware.jsonl", import.meta.url))];
const world = ["--sim", fileURLToPath(new URL("world.jsonl", import.meta.url)), "--for", "1500ms"];

/** By name, the package whose every function the tour calls. */
const packages = ["system", "storage", "gpio", "messaging", "sensors", "sockets"];

let echo: EchoServer;
beforeAll(async () => {
  echo = await EchoServer.start();
});
afterAll(() => echo.close());

function tourOf(name: string, granted: boolean, folder: string, options: readonly string[] = []): Tour {
  const args = name === "sockets" ? { args: [String(echo.port)] } : {};
  return runTour([name], { folder, granted, options: [...hardware, ...options], ...args });
}

describe("the tours", () => {
  it.each([...packages, "reactor", "other"])("of %s builds without a warning", (name) => {
    requireTool("zig");
    const built = buildTour(name);
    expect(built.stderr).not.toMatch(/warning|error/);
    expect(built.status).toBe(0);
  });
});

describe("with its grants", () => {
  it.each(packages)("%s does what it says", (name) => {
    const { lines } = tourOf(name, true, temporaryFolder());
    expect(lines).toEqual(transcript(name, true, lines));
    expect(lines.filter((line) => line.endsWith(": unexpected"))).toEqual([]);
  });

  it("puts bytes on the disk, and keys", () => {
    const folder = temporaryFolder();
    tourOf("storage", true, folder);
    const state = join(folder, "state/containers/storage");
    expect(readFileSync(join(state, "volumes/data/b.txt"), "utf8")).toBe("hello");
    expect(readFileSync(join(state, "default.kv"), "latin1")).toContain("hand");
  });

  it("sends bytes over the wire", async () => {
    tourOf("sockets", true, temporaryFolder());
    expect(await echo.received()).toContain("over the wire");
  });

  it("moves lines", () => {
    const folder = temporaryFolder();
    const trace = join(folder, "trace.jsonl");
    tourOf("gpio", true, folder, ["--trace", trace]);
    const changes: readonly { line?: string; level?: unknown }[] = readFileSync(trace, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    for (const line of ["led0", "button0", "led2", "sense2"])
      expect(changes.filter((c) => c.line === line).length, line).toBeGreaterThan(1);
  });

  it("reaches every handler of a reactor", () => {
    const { lines } = runTour(["reactor", "other"], { folder: temporaryFolder(), granted: true, options: world });
    const handlers = handlerNames();
    expect(handlers).toHaveLength(11);
    for (const handler of handlers)
      expect(
        lines.some((line) => line.startsWith(`${handler}: `)),
        handler,
      ).toBe(true);
    expect(lines.filter((line) => line.endsWith(": unexpected") || line.endsWith(": denied"))).toEqual([]);
    expect(lines).toContain("on-message: from other");
    // In a handler nothing waits.
    expect(lines).toContain("monotonic-clock.wait-for: would-block");
  });
});

describe("without its grants", () => {
  it.each(packages)("%s is denied, and nothing happens", (name) => {
    const folder = temporaryFolder();
    const { lines } = tourOf(name, false, folder);
    expect(lines).toEqual(transcript(name, false, lines));
    if (name === "storage")
      expect(() => readFileSync(join(folder, "state/containers/storage/volumes/data/b.txt"))).toThrow();
  });
});

describe("no function is left out", () => {
  const calls = new Map(
    packages.map((name) => [name, { granted: transcript(name, true), denied: transcript(name, false) }]),
  );

  it.each(functionsOf(graphOfOurs()))("$name", ({ tour, name, requires, isMethod }) => {
    const { granted, denied } = calls.get(tour) ?? { granted: [], denied: [] };
    const of = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2));
    // TLS comes with profiles; until then a granted call says that it is not supported.
    const done = name === "tcp.[static]connection.connect-tls" ? "not-supported" : undefined;
    const outcomes = of(granted);
    expect(
      outcomes.some((o) => o === done || !["denied", "internal", "not-supported", "unexpected"].includes(o)),
      name,
    ).toBe(true);
    // A method cannot be reached without a handle, and there is none without the grant of the call that mints it.
    if (requires && !isMethod) expect(of(denied)).toContain("denied");
  });
});

function graphOfOurs(): Graph {
  const { graph } = loadWit(join(repository, "wit"));
  if (graph === undefined) throw new Error("our packages do not load");
  return graph;
}

function functionsOf(
  graph: Graph,
): readonly { readonly tour: string; readonly name: string; readonly requires: boolean; readonly isMethod: boolean }[] {
  const { directives } = parseDirectives(graph);
  return packages.flatMap((tour) => {
    const interfaces = graph.interfaces.filter(
      (i) => graph.packages[i.package]?.name.name === tour && i.name !== undefined && !i.name.endsWith("-handler"),
    );
    const several = interfaces.filter((i) => i.functions.size > 0).length > 1;
    return interfaces.flatMap((i) =>
      [...i.functions.values()]
        // The tours report through the log.
        .filter((f) => !(i.name === "log" && f.name === "log"))
        .map((f) => ({
          tour,
          name: several ? `${i.name}.${f.name}` : f.name,
          requires: directives.functions.get(f)?.guard.kind === "requires",
          isMethod: f.kind.kind === "method",
        })),
    );
  });
}

function handlerNames(): readonly string[] {
  const graph = graphOfOurs();
  const { directives } = parseDirectives(graph);
  return graph.interfaces
    .flatMap((i) => [...i.functions.values()])
    .filter((f) => directives.functions.get(f)?.guard.kind === "handler" && f.name !== "run")
    .map((f) => f.name);
}

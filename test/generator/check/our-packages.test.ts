import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { checkGraph } from "../../../generator/src/check/index.js";
import { eventKinds } from "../../../generator/src/check/vocabulary.js";
import { renderDiagnostics } from "../../../generator/src/diagnostics/index.js";
import { parseDirectives } from "../../../generator/src/graph/directives.js";
import type { ParsedDirectives } from "../../../generator/src/graph/directives-syntax.js";
import { functionSites } from "../../../generator/src/graph/functions.js";
import { loadWit } from "../../../generator/src/graph/load.js";
import type { Graph } from "../../../generator/src/graph/model.js";

const folder = fileURLToPath(new URL("../../../wit", import.meta.url));
let graph: Graph;
let directives: ParsedDirectives;
let findings: string;

beforeAll(() => {
  const loaded = loadWit(folder, { allFeatures: true });
  if (loaded.graph === undefined) throw new Error(renderDiagnostics(loaded.diagnostics));
  graph = loaded.graph;
  const parsed = parseDirectives(graph);
  directives = parsed.directives;
  const options = { strict: true, undirected: "error", role: "host" } as const;
  const diagnostics = [...loaded.diagnostics, ...parsed.diagnostics, ...checkGraph(graph, directives, options)];
  findings = renderDiagnostics(diagnostics);
});

describe("our WIT packages", () => {
  it("pass every rule under strict", () => {
    expect(findings).toBe("");
  });

  it("have a guard on every function", () => {
    const sites = functionSites(graph);
    expect(sites.length).toBeGreaterThan(100);
    expect(sites.filter(({ func }) => !directives.functions.has(func)).map(({ path }) => path)).toEqual([]);
  });

  it("have the event kinds that directives may name, each but 'other' with a handler", () => {
    const kinds = graph.types.find((type) => type.name === "event-kind")?.kind;
    expect(kinds?.kind === "enum" && kinds.cases.map((c) => c.name)).toEqual(eventKinds);
    const handled = [...directives.functions.values()].flatMap(({ guard }) =>
      guard.kind === "handler" ? [guard.event] : [],
    );
    expect(eventKinds.filter((kind) => !handled.includes(kind))).toEqual(["other"]);
  });

  it("declare their scopes once and mean them", () => {
    expect([...directives.scopes.keys()].sort()).toEqual([
      "gpio.adc",
      "gpio.pwm",
      "gpio.read",
      "gpio.write",
      "health.alert",
      "kv.open",
      "kv.read",
      "kv.watch",
      "kv.write",
      "messaging.publish",
      "messaging.request",
      "messaging.retain",
      "messaging.share",
      "messaging.subscribe",
      "net.advertise",
      "net.connect",
      "net.find",
      "net.identity",
      "net.listen",
      "net.multicast",
      "net.resolve",
      "sensors.read",
      "storage.read",
      "storage.write",
      "system.identity",
      "system.restart",
    ]);
  });

  it("bind each status enum to the error enum of the same cases", () => {
    const names = [...directives.statuses].map(([status, error]) => [
      graph.types[status]?.name,
      graph.types[error]?.name,
    ]);
    expect(names).toEqual([["status", "error-code"]]);
  });
});
